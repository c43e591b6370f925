"""click in Chinese: headings, built-in help and usage errors."""

from __future__ import annotations

import difflib
from typing import Any

import click

ARGUMENTS = {
    "project": "项目的文件夹，或其中的项目文件；不写就是当前文件夹。",
    "folder": "要建立的文件夹。",
    "place": "一个项目，或放着各个项目文件夹的那个文件夹；不写就是当前文件夹。",
    "files": "模板（.docx、.xlsx），或放模板的文件夹；可以写几个。",
    "root": "放着各个项目文件夹的那个文件夹，多少层都可以。",
    "archives": "移交来的档案包，文件夹或 ZIP 文件；可以写几个。",
    "archive": "档案包的文件夹，或打成的 ZIP 文件。",
}
"""What the arguments of the commands are; click has no help for arguments."""


class ChineseCommand(click.Command):
    """A command whose help has Chinese headings."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="用法：")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        parameters = self.get_params(ctx)
        arguments = [(p.metavar, ARGUMENTS[p.name]) for p in parameters if p.metavar and p.name in ARGUMENTS]
        options = [row for p in parameters if isinstance(p, click.Option) and (row := _describe_option(p, ctx))]
        for title, rows in (("参数", arguments), ("选项", options)):
            if rows:
                with formatter.section(title):
                    formatter.write_dl(rows)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        pieces = ["[选项]"]
        for parameter in self.get_params(ctx):
            pieces.extend(parameter.get_usage_pieces(ctx))
        return pieces

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示这段帮助。"
        return option


class ChineseGroup(ChineseCommand, click.Group):
    """The command group; its help lists the commands in the order in which they were added."""

    command_class = ChineseCommand

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return ["命令", "[选项]", "[项目文件夹]"]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        ChineseCommand.format_options(self, ctx, formatter)
        rows = [(name, self.commands[name].get_short_help_str(limit=60)) for name in self.list_commands(ctx)]
        with formatter.section("命令"):
            formatter.write_dl(rows)


def _describe_option(option: click.Option, ctx: click.Context) -> tuple[str, str] | None:
    """The two columns of an option; click's English notes on it, such as ``[required]``, are said in Chinese or left out."""
    row = option.get_help_record(ctx)
    if row is None:
        return None
    told = row[1].partition("  [")[0] if option.get_help_extra(ctx) else row[1]
    return row[0], f"{told}必须写。" if option.required else told


def explain_usage(error: click.ClickException) -> str:
    """One Chinese sentence for what was wrong with the command line."""
    if isinstance(error, click.NoSuchOption):
        near = f"，是否想写 {error.possibilities[0]}？" if error.possibilities else "。"
        return f"没有 {error.option_name} 这个选项{near}"
    if isinstance(error, click.MissingParameter):
        return f"还缺 {_name_parameter(error.param)}。"
    if isinstance(error, click.BadOptionUsage):
        return f"选项 {error.option_name} 后面缺少内容。"
    if isinstance(error, click.BadParameter):
        name = error.param.opts[-1] if error.param else "参数"
        kind = error.param.type if error.param else None
        if isinstance(kind, click.IntRange):
            return f"{name} 的内容不对；应写 {kind.min} 到 {kind.max} 的整数。"
        return f"{name} 的内容不对：{_first_quoted(error)}{_explain_expected(kind)}"
    if isinstance(error, click.UsageError) and error.ctx is not None and isinstance(error.ctx.command, click.Group):
        return _unknown_command(error)
    return f"命令写法不对：{_first_quoted(error)}"


def _name_parameter(parameter: click.Parameter | None) -> str:
    """An option as it is typed; an argument by the name that the help shows."""
    if parameter is None:
        return "参数"
    return max(parameter.opts, key=len) if isinstance(parameter, click.Option) else parameter.human_readable_name


def _explain_expected(kind: click.ParamType[object] | None) -> str:
    if isinstance(kind, click.Choice):
        return f"；可写：{'、'.join(map(str, kind.choices))}。"
    if isinstance(kind, click.DateTime):
        return "；应写日历上有的日期：四位年、两位月、两位日，用短横连接，如 2026-11-25。"
    if isinstance(kind, click.Path) and not kind.dir_okay:
        return "；应写一个文件，这是文件夹或不能读的文件。"
    return ""


def _unknown_command(error: click.UsageError) -> str:
    assert error.ctx is not None
    group = error.ctx.command
    assert isinstance(group, click.Group)
    name = _first_quoted(error)
    near = difflib.get_close_matches(name, group.commands, n=1)
    return f"没有 {name} 这个命令" + (
        f"，是否想写 {near[0]}？" if near else f"；可用的命令：{'、'.join(group.commands)}。"
    )


def _first_quoted(error: click.ClickException) -> str:
    """The user's own word in click's English message, or the message when it is already ours."""
    message: Any = error.message
    parts = str(message).split("'")
    return parts[1] if len(parts) >= 3 else str(message)
