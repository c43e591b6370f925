@echo off
chcp 65001 >nul
cd /d "%~dp0"
if exist "离线安装包" (
  rem 第一行多装加快压缩、处理照片的部分；这台电脑装不上，就只装必需的
  py -3 -m pip install --upgrade --force-reinstall --no-index --find-links "离线安装包" "archivegen[fast,photo,pdf,seal]" || py -3 -m pip install --upgrade --force-reinstall --no-index --find-links "离线安装包" archivegen
) else (
  py -3 -m pip install --upgrade --only-binary isal,deflate,pillow,pikepdf,fonttools,pycryptodomex,pypdfium2,pycryptodomex ".[fast,photo,pdf,seal]" || py -3 -m pip install --upgrade .
)
if errorlevel 1 (
  echo 安装没有成功。请确认已安装 Python 3.11 或更新版本，并能联网；不能联网时先在有网络的电脑上运行“下载离线安装包.bat”。
) else (
  echo 正在准备模板……
  py -3 -m archivegen template --no-copy templates >nul
  echo 安装完成。现在可以把项目文件夹拖到“生成材料.bat”上。
)
pause
