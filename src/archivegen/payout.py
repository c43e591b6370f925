"""The payment file of a batch: who is paid how much now, why it may not be made yet, and where it is laid.

A file that goes to a bank is only made when nothing speaks against paying; what speaks against it is told all at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path, PurePosixPath

from archivegen.chinese import id_problem, mask_account, normalise_id
from archivegen.errors import OutputError, PackError
from archivegen.findings import Place
from archivegen.journal import JOURNAL_NAME, read_events
from archivegen.pack.banks import BankLayout
from archivegen.pipeline import lock_project
from archivegen.plan import PlanEntry
from archivegen.project.due_dates import earliest_payment
from archivegen.project.matching import BatchPayment, PersonPayment, State
from archivegen.project.pay import PayBatch
from archivegen.project.plain import Words
from archivegen.project.receipts import is_authorised
from archivegen.render.drafts import DraftStatus, DraftStore, write_whole
from archivegen.render.payment_file import Payee, PaymentFile, write_payment_files
from archivegen.rules.dates import is_settled
from archivegen.workspace import Workspace

SHEET_CODE = "C21"
BANK_PART = "银行代发"


@dataclass(frozen=True)
class Refusal:
    """One reason why a payment file is not made, and where it stands."""

    place: Place
    text: str


@dataclass(frozen=True)
class LaidFile:
    """One payment file as it was laid; ``path`` is relative to the project unless it lies elsewhere."""

    path: str
    count: int
    total: Decimal
    note: str = ""


@dataclass(frozen=True)
class Payout:
    """What became of one batch: files, or the reasons why there are none; neither when everybody has the money.

    ``remarks`` do not stop the file, and are to be looked at before it goes to the bank.
    """

    batch: PayBatch
    layout: BankLayout
    files: tuple[LaidFile, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    remarks: tuple[Refusal, ...] = ()


@dataclass(frozen=True)
class Wish:
    """How the file is wanted: its layout, only what failed, as a preview, in another folder."""

    layout: BankLayout
    failed: bool = False
    draft: bool = False
    output: Path | None = None


def choose_layout(workspace: Workspace, name: str = "") -> BankLayout:
    """The layout of this name, or else that of the project (用工约定.银行格式), or else the pack's first.

    Raises ``PackError`` in Chinese when the pack has no such layout.
    """
    project = workspace.loaded.project
    assert project is not None
    layouts = {layout.name: layout for layout in workspace.pack.banks}
    wanted = name or project.terms.bank_layout or next(iter(layouts), "")
    if wanted in layouts:
        return layouts[wanted]
    known = "、".join(layouts) or "（没有）"
    said = "" if name or not project.terms.bank_layout else "（项目文件用工约定的“银行格式”）"
    raise PackError(f"没有“{wanted}”这种代发文件格式{said}。现有：{known}。可在模板包的 banks.yaml 里添加。")


def make_payout(workspace: Workspace, number: int, wish: Wish, when: str) -> Payout:
    """Write the payment file of the batch ``number`` (from 0), or tell why not.

    ``when`` stamps the journal.  Raises ``OutputError``, ``PackError``, and
    :class:`~archivegen.render.payment_file.PaymentFileError` when a finished file is not what it was made from.
    """
    payment, layout = workspace.figures.payments[number], wish.layout
    batch = payment.sheet.batch
    due = [(person, amount) for person in payment.people if (amount := _amount_due(person, wish)) > 0]
    if payment.matches and not any(person.outstanding for person in payment.people) and not wish.draft:
        return Payout(batch, layout)
    refusals = tuple(_list_refusals(workspace, number, wish, [person for person, _ in due]))
    if refusals:
        return Payout(batch, layout, refusals=refusals)
    batch_words = workspace.words["发放批次"][number]
    rows = {id(person.worker): row for person, row in zip(payment.people, batch_words["人员"], strict=True)}
    payees = [_make_payee(rows[id(person.worker)], person, amount) for person, amount in due]
    try:
        files = write_payment_files(layout, payees, {**workspace.words, "项": batch_words})
    except ValueError as error:
        return Payout(batch, layout, refusals=(Refusal(_place(workspace, "务工人员"), str(error)),))
    remarks = tuple(_list_same_accounts(workspace, [person for person, _ in due])) if wish.failed else ()
    return Payout(batch, layout, tuple(_lay_files(workspace, batch, wish, files, when)), remarks=remarks)


def _amount_due(person: PersonPayment, wish: Wish) -> Decimal:
    return person.outstanding if wish.failed else person.owed


def _make_payee(words: Words, person: PersonPayment, amount: Decimal) -> Payee:
    worker = person.worker
    own = worker.account_holder in {"", worker.name}
    id_number = worker.id_number if own else worker.holder_id
    return Payee(words, worker.account_holder or worker.name, id_number, worker.account, amount)


def _place(workspace: Workspace, *path: str | int) -> Place:
    return workspace.loaded.place(*path)


# --- why not ----------------------------------------------------------------------------------------------------------


def _list_refusals(workspace: Workspace, number: int, wish: Wish, due: list[PersonPayment]) -> Iterator[Refusal]:
    payment = workspace.figures.payments[number]
    batch = payment.sheet.batch
    here = _place(workspace, "发放批次", number)
    blocked = list(_list_blocking(workspace, batch))
    yield from blocked
    if batch.takes_back:
        yield Refusal(here, f"{batch.label}是向本人收回多发的报酬，没有要发的钱")
        return
    if not payment.sheet.lines:
        yield Refusal(here, f"{batch.label}没有要发的报酬。请补上考勤、计件或奖补")
    for person in payment.people:
        if person.owed < 0:
            yield Refusal(here, f"{person.worker.name}的实发是 {person.owed:,.2f} 元，小于零。请核对扣减")
    told = {refusal.place for refusal in blocked}
    yield from (refusal for refusal in _list_payee_troubles(workspace, wish.layout, due) if refusal.place not in told)
    yield from _list_receipt_troubles(workspace, number, payment, wish)
    if not wish.draft:
        yield from _list_notice_troubles(workspace, number, batch)


def _list_blocking(workspace: Workspace, batch: PayBatch) -> Iterator[Refusal]:
    """Errors that stop the wage sheet of this month."""
    for finding in workspace.report.errors:
        if SHEET_CODE in finding.papers and (not finding.months or batch.month in finding.months):
            yield Refusal(finding.place, f"{finding.code} {finding.message}")


def _list_payee_troubles(workspace: Workspace, layout: BankLayout, due: list[PersonPayment]) -> Iterator[Refusal]:
    lines = workspace.figures.roster_lines
    for person in due:
        worker, at = person.worker, ("务工人员", lines[id(person.worker)])
        if not worker.account:
            yield Refusal(_place(workspace, *at, "账号"), f"{worker.name}没有收款账号。请填上本人的银行卡或社保卡账号")
        if not worker.bank and layout.uses("开户行"):
            yield Refusal(_place(workspace, *at, "开户行"), f"{worker.name}没有填开户行，{layout.name}的文件里要有")
        if not is_authorised(worker):
            text = f"{worker.name}的户名是“{worker.account_holder}”，没有户名关系和本人书面授权，不能代收"
            yield Refusal(_place(workspace, *at, "户名"), text)
        elif worker.account_holder not in {"", worker.name} and layout.uses("证件号") and id_problem(worker.holder_id):
            text = f"{worker.name}的报酬由{worker.account_holder}代收，请填上正确的“收款人身份证号”"
            yield Refusal(_place(workspace, *at, "收款人身份证号"), text)


def _list_receipt_troubles(workspace: Workspace, number: int, payment: BatchPayment, wish: Wish) -> Iterator[Refusal]:
    """Nobody is paid twice: what has arrived must be known, and is not sent again."""
    here, label = _place(workspace, "发放批次", number, "回单"), payment.sheet.batch.label
    unclear = [match for match in payment.matches if match.worker is None or match.state is None]
    if wish.failed and not payment.matches:
        yield Refusal(here, f"{label}还没有银行回单，不知道哪些没有到账。请先填上回单")
    elif wish.failed and unclear:
        first = _place(workspace, "发放批次", number, "回单", unclear[0].position)
        yield Refusal(first, f"{label}的银行回单有 {len(unclear)} 笔对不上人或看不懂状态，不能确定谁没有到账。请先改正")
    elif wish.failed and any(match.state is State.PENDING for person in payment.people for match in person.failed):
        yield Refusal(here, f"{label}的银行回单还有处理中的，重发可能付两次。请等银行处理完、更新回单后再重发")
    elif payment.matches and not wish.failed and not wish.draft:
        arrived = sum(1 for person in payment.people if person.received)
        yield Refusal(here, f"{label}已有银行回单，{arrived} 人已到账，再发会付两次。只重发没有到账的，请加 --failed")


def _list_same_accounts(workspace: Workspace, due: list[PersonPayment]) -> Iterator[Refusal]:
    """Who is paid again into the very account that the bank could not pay into."""
    lines = workspace.figures.roster_lines
    for person in due:
        worker = person.worker
        last = person.failed[-1].receipt if person.failed else None
        if last and last.account and normalise_id(last.account) == normalise_id(worker.account):
            why = f"，银行说：{last.note}" if last.note else ""
            text = (
                f"{worker.name}的账号 {mask_account(worker.account)} 没有改，上次就是发往这个账号没有成功{why}。"
                "请先问清原因，账号不能用的，改正后重新生成"
            )
            yield Refusal(_place(workspace, "务工人员", lines[id(worker)], "账号"), text)


def _list_notice_troubles(workspace: Workspace, number: int, batch: PayBatch) -> Iterator[Refusal]:
    policy, today = workspace.pack.policy, workspace.today
    if batch.posted is None:
        here = _place(workspace, "发放批次", number)
        yield Refusal(here, f"{batch.label}还没有公示日期。报酬要先公示，满 {policy.wage_notice_days} 天后发放")
    elif today < (earliest := earliest_payment(batch.posted, batch.notice_end, policy)):
        here = _place(workspace, "发放批次", number, "公示日期")
        yield Refusal(
            here, f"{batch.label} {batch.posted} 公示，最早 {earliest} 才能发放，今天是 {today}。先备文件请加 --draft"
        )
    if not is_settled(batch.objections, policy):
        here = _place(workspace, "发放批次", number, "异议")
        yield Refusal(here, f"{batch.label}的公示有异议（{batch.objections}）。请处理完，把结果写进“异议”再发")


# --- where ------------------------------------------------------------------------------------------------------------


def _lay_files(
    workspace: Workspace, batch: PayBatch, wish: Wish, files: list[PaymentFile], when: str
) -> Iterator[LaidFile]:
    entry = next((e for e in workspace.plan.entries if e.key == f"{SHEET_CODE}@{batch.key}+{BANK_PART}"), None)
    if entry is None:
        raise OutputError(
            f"{batch.label}没有“{BANK_PART}”这份材料（{SHEET_CODE} 不适用，或模板包里没有），没有写代发文件。"
        )
    usual = workspace.paths[entry.key]
    names = [
        (
            usual.with_name(
                f"{usual.stem}（{'，'.join(_name_parts(workspace, wish, i, len(files)))}）.{wish.layout.format}"
            ),
            file,
        )
        for i, file in enumerate(files, 1)
    ]
    if wish.output is not None:
        for path, file in names:
            yield _lay_elsewhere(wish.output / path.name, file)
        return
    with lock_project(workspace.folder):
        yield from _lay_drafts(workspace, entry, names, when)


def _name_parts(workspace: Workspace, wish: Wish, number: int, count: int) -> Iterator[str]:
    yield wish.layout.name
    if wish.failed:
        yield f"重发{workspace.today:%Y%m%d}"
    if count > 1:
        yield f"第{number}份共{count}份"
    if wish.draft:
        yield "预览"


def _lay_elsewhere(path: Path, file: PaymentFile) -> LaidFile:
    """In a folder that the user chose; what lies there under this name and says something else is not replaced."""
    if path.exists() and path.read_bytes() != file.content:
        raise OutputError(f"“{path}”已经有了，内容不同。请先移走，或换一个文件夹，以免拿错文件。")
    write_whole(path, file.content)
    return LaidFile(str(path), file.rows, file.total)


def _lay_drafts(
    workspace: Workspace, entry: PlanEntry, names: list[tuple[PurePosixPath, PaymentFile]], when: str
) -> list[LaidFile]:
    journal = workspace.folder / JOURNAL_NAME
    events, _ = read_events(journal)
    store = DraftStore(workspace.folder, journal, events, when)
    drafts = [(store.put(entry, path, file.content), file) for path, file in names]
    store.flush()
    return [
        LaidFile(draft.path, file.rows, file.total, draft.note if draft.status is DraftStatus.KEPT else "")
        for draft, file in drafts
    ]
