"""The command group and the one place that turns every ending into text and an exit code."""

from __future__ import annotations

import errno
import gc
import os
import sys
from typing import NoReturn

import click

from archivegen import __version__
from archivegen.cli.chinese_click import ChineseGroup, explain_usage
from archivegen.disk import explain_refusal
from archivegen.errors import ArchivegenError, ExitCode


@click.group(
    cls=ChineseGroup,
    invoke_without_command=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, "-V", "--version", message="archivegen %(version)s", help="显示版本号。")
def commands() -> None:
    """以工代赈项目资料：一份项目文件，生成全套材料，收回签章扫描件，打成可验证的档案包。

    项目用它的文件夹或项目文件指定；不写就是当前文件夹。
    """


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run the command line and exit with a code of :class:`~archivegen.errors.ExitCode`."""
    # A run makes many small objects that live to its end; looking for garbage among them takes a tenth of `check`, and
    # looking again among those that were there before most of that.
    gc.set_threshold(400_000, 50, 100)
    # Nobody else's plug-in has a say in what a fact is; and looking for one takes as long as reading a small project.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from archivegen.cli import (
        archive_commands,
        bank_commands,
        batch_command,
        calendar_command,
        check_command,
        crosscheck_command,
        project_commands,
        receive_command,
        reconcile_command,
        rules_command,
        template_commands,
    )

    commands.add_command(project_commands.new)
    check_command.register(commands)
    project_commands.register(commands)
    calendar_command.register(commands)
    archive_commands.register(commands)
    receive_command.register(commands)
    bank_commands.register(commands)
    batch_command.register(commands)
    crosscheck_command.register(commands)
    reconcile_command.register(commands)
    template_commands.register(commands)
    rules_command.register(commands)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # An old Windows console knows GBK only: a rare character must not end the run.
            stream.reconfigure(errors="replace")
    code = _run(arguments)
    if arguments is None:
        # The process ends here: Python need not look once more through all that it is about to forget.
        gc.freeze()
    sys.exit(code)


_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
"""Where the output itself goes, a file that the shell opened, may be full."""


def _run(arguments: list[str] | None) -> int:
    try:
        outcome = commands.main(arguments, prog_name="archivegen", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.message)
        return ExitCode.USAGE
    except click.ClickException as error:
        click.secho(explain_usage(error), fg="red", err=True)
        click.echo("用 archivegen --help 或 archivegen 命令 --help 查看用法。", err=True)
        return ExitCode.USAGE
    except (KeyboardInterrupt, click.Abort):
        click.secho("\n已中断。原有的文件都还在，已写好的文件也有效；再运行一次即可接着做。", fg="yellow", err=True)
        return ExitCode.INTERRUPTED
    except ArchivegenError as error:
        click.secho(str(error), fg="red", err=True)
        return error.exit_code
    except BrokenPipeError:
        return ExitCode.DONE
    except OSError as error:
        if error.errno not in _FULL:
            return _report_bug()
        click.secho(f"写不出去：{explain_refusal(error)}。请腾出空间后再运行。", fg="red", err=True)
        return ExitCode.OUTPUT
    except Exception:  # noqa: BLE001 - the boundary: a bug becomes a report that can be sent
        return _report_bug()
    return outcome if isinstance(outcome, int) else ExitCode.DONE


def _report_bug() -> int:
    import traceback

    from archivegen.cli.bug_report import report_bug

    report_bug([traceback.format_exc()])
    return ExitCode.BUG
