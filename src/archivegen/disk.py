"""What a disk says when it refuses, in words for a person at a township office.  Imports nothing of ours."""

from __future__ import annotations

import errno

_REASONS = {
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "超出了磁盘配额",
    errno.EFBIG: "文件太大，这个磁盘放不下（FAT32 的 U 盘单个文件不能超过 4 GB）",
    errno.EROFS: "磁盘是只读的",
    errno.EACCES: "没有权限，或正被其他程序（如 WPS）打开",
    errno.EPERM: "没有权限，或正被其他程序（如 WPS）打开",
    errno.EBUSY: "正被其他程序占用",
    errno.ENOENT: "找不到，可能刚被移走，或路径太长",
    errno.ENOTDIR: "路径中间有一个同名的文件，不是文件夹",
    errno.EEXIST: "那里已经有同名的文件或文件夹",
    errno.ENOTEMPTY: "那里的文件夹不是空的",
    errno.EISDIR: "是文件夹，不是文件",
    errno.ENAMETOOLONG: "路径太长",
    errno.ELOOP: "链接互相指来指去，或是一个链接",
    errno.EMFILE: "同时打开的文件太多",
    errno.EIO: "磁盘读写出错，介质可能已损坏",
    errno.ENODEV: "磁盘不在了，U 盘可能已拔出",
    errno.ENXIO: "磁盘不在了，U 盘可能已拔出",
}


def explain_refusal(error: OSError) -> str:
    """Why a file or folder could not be read or written, in Chinese without a full stop."""
    known = _REASONS.get(error.errno or 0)
    return known or f"系统报告：{error.strerror or error}"
