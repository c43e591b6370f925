"""``archivegen bank`` and ``archivegen receipts``: what a clerk of the township's finance office does every month."""

from __future__ import annotations

import csv
import datetime
import io
import json
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from archivegen.errors import OutputError, PackError
from archivegen.journal import read_events
from archivegen.payout import Payout, Wish, choose_layout, make_payout
from archivegen.pipeline import generate, open_project
from tests.conftest import LONGMEN, XIANGSHUI

A, B, C = "6228480012345678903", "6214671234567890128", "6228480012345678911"
WHEN = "2026-04-09T10:00:00+08:00"
FIRST_DAY = datetime.date(2026, 4, 9)
"""Posted on 1 April, seven full days from the 2nd: paid from the 9th on."""

PROJECT = f"""\
项目:
  名称: 青溪村2026年产业道路以工代赈项目
  简称: 青溪村产业道路
  年度: 2026
  类型: 产业
  建设方式: 村民自建
  县: 巴州区
  乡镇: 云屏镇
  村: 青溪村
工价: [{{工种: 普工, 单价: 180}}, {{工种: 技工, 单价: 240.50}}]
务工人员:
  - {{姓名: 王大山, 身份证号: 511902196803150011, 工种: 普工, 合同签订日期: 2026-02-20, 发证日期: 2026-02-20, 账号: "{A}", 开户行: 农商行}}
  - {{姓名: 李小英, 身份证号: 511902197508220026, 工种: 普工, 合同签订日期: 2026-02-20, 发证日期: 2026-02-20, 账号: "{B}", 开户行: 农商行}}
  - {{姓名: 陈仕友, 身份证号: 51190219550630004X, 工种: 普工, 合同签订日期: 2026-02-20, 发证日期: 2026-02-20, 保险单号: P1}}
考勤:
  - 月份: 2026-03
    明细:
      - {{姓名: 王大山, 出勤: {{2: 1, 3: 0.5}}}}
      - {{姓名: 王大山, 工种: 技工, 出勤: {{4: 1}}}}
      - {{姓名: 李小英, 出勤: {{2: 1}}}}
发放批次:
  - {{月份: 2026-03, 公示日期: 2026-04-01, 异议: 无}}
"""
BATCH = "{月份: 2026-03, 公示日期: 2026-04-01, 异议: 无}"
OWED = {A: Decimal("510.50"), B: Decimal("180.00")}


def pay(folder: Path, today=FIRST_DAY, layout="", **wish) -> Payout:
    workspace = open_project(folder, today)
    assert workspace.valid, [str(finding) for finding in workspace.report.findings]
    return make_payout(workspace, 0, Wish(choose_layout(workspace, layout), **wish), WHEN)


def reasons(payout: Payout) -> str:
    assert not payout.files
    return "\n".join(f"{refusal.place} {refusal.text}" for refusal in payout.refusals)


def paid_in(folder: Path, payout: Payout) -> dict[str, Decimal]:
    """Account → amount, as the laid file says."""
    [laid] = payout.files
    content = (folder / laid.path).read_bytes()
    if laid.path.endswith(".csv"):
        rows = list(csv.DictReader(io.StringIO(content.decode("gb18030"))))
        return {row["账号"]: Decimal(row["金额"]) for row in rows}
    rows = list(load_workbook(io.BytesIO(content)).worksheets[0].values)
    heads = list(rows[0])
    account = next(i for i, head in enumerate(heads) if "账号" in head)
    amount = next(i for i, head in enumerate(heads) if "金额" in head)
    return {row[account]: Decimal(str(row[amount])) for row in rows[1:] if str(row[account]).startswith("62")}


# --- the file ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("layout", ["财政一卡通", "农商行代发", "农业银行批量代发"])
def test_one_line_a_person_to_the_cent(make_project, layout):
    folder = make_project(PROJECT)
    payout = pay(folder, layout=layout)
    assert paid_in(folder, payout) == OWED
    [laid] = payout.files
    assert (laid.count, laid.total) == (2, Decimal("690.50"))
    assert Path(laid.path).parts[:2] == ("出件", "03_实施")
    assert Path(laid.path).stem.endswith(f"——银行代发（{layout}）")


def test_the_journal_knows_it_and_generate_does_not_call_it_stale(make_project):
    folder = make_project(PROJECT)
    [laid] = pay(folder).files
    events, findings = read_events(folder / "过程记录.jsonl")
    assert [(event.key, event.file) for event in events] == [("C21@2026-03+银行代发", laid.path)]
    assert not findings
    assert generate(open_project(folder, FIRST_DAY), WHEN).stale == ()


def test_a_file_that_somebody_changed_is_kept(make_project):
    folder = make_project(PROJECT)
    [laid] = pay(folder, layout="农商行代发").files
    edited = (folder / laid.path).read_bytes().replace("青溪村".encode("gb18030"), b"") + b"x"
    (folder / laid.path).write_bytes(edited)
    [again] = pay(folder, layout="农商行代发").files
    assert "有人改过" in again.note
    assert (folder / laid.path).read_bytes() == edited


def test_another_folder(make_project, tmp_path):
    folder = make_project(PROJECT)
    [laid] = pay(folder, output=tmp_path / "U盘").files
    assert Path(laid.path).parent == tmp_path / "U盘"
    assert not (folder / "出件").exists()
    assert pay(folder, output=tmp_path / "U盘").files  # the same again changes nothing
    Path(laid.path).write_bytes(b"something else")
    with pytest.raises(OutputError, match="内容不同"):
        pay(folder, output=tmp_path / "U盘")


def test_the_layout_of_the_project(make_project):
    folder = make_project(PROJECT + "用工约定: {银行格式: 邮储银行批量代发}\n")
    [laid] = pay(folder).files
    assert laid.path.endswith("（邮储银行批量代发）.txt")
    lines = (folder / laid.path).read_bytes().decode("gb18030").split("\r\n")
    assert lines == [
        "2|690.50",
        f"1|{A}|王大山|511902196803150011|510.50",
        f"2|{B}|李小英|511902197508220026|180.00",
        "",
    ]
    with pytest.raises(PackError, match=r"没有“工商银行”这种代发文件格式.*财政一卡通、农商行代发"):
        pay(folder, layout="工商银行")


def test_who_collects_for_another_with_authorisation(make_project):
    facts = "户名: 王小山, 户名关系: 子女, 收款授权: 2026-03-01, 收款人身份证号: 511902200801010030"
    folder = make_project(PROJECT.replace(f'账号: "{A}"', f'账号: "{A}", {facts}'))
    [laid] = pay(folder).files
    row = list(load_workbook(folder / laid.path).worksheets[0].values)[1]
    assert row[1:5] == ("王小山", "511902200801010030", A, 510.5)


# --- refused ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (f'账号: "{A}", ', "", "项目.yaml:12 王大山没有收款账号"),
        (f'账号: "{A}"', f'账号: "{A}", 户名: 王小山', "R111 王大山的户名是“王小山”"),
        (f'账号: "{A}"', f'账号: "{B}"', "R104"),
        ("工价: [{工种: 普工, 单价: 180}, ", "工价: [", "R310"),
        (BATCH, "{月份: 2026-02, 公示日期: 2026-04-01}", "没有要发的报酬"),
        (BATCH, "{月份: 2026-03}", "还没有公示日期"),
        (BATCH, "{月份: 2026-03, 公示日期: 2026-04-02}", "最早 2026-04-10 才能发放，今天是 2026-04-09"),
        (BATCH, "{月份: 2026-03, 公示日期: 2026-04-01, 公示结束: 2026-04-20}", "最早 2026-04-21 才能发放"),
        (BATCH, "{月份: 2026-03, 公示日期: 2026-04-01, 异议: 王大山少记一天}", "有异议（王大山少记一天）"),
    ],
)
def test_refused_with_the_place(make_project, old, new, expected):
    assert old in PROJECT
    folder = make_project(PROJECT.replace(old, new))
    assert expected in reasons(pay(folder))
    assert not list(folder.rglob("*银行代发*"))


def test_everything_that_stands_in_the_way_is_told_at_once(make_project):
    text = (
        PROJECT.replace(f'账号: "{A}", ', "")
        .replace(f', 账号: "{B}", 开户行: 农商行', "")
        .replace("异议: 无", "异议: 有")
    )
    told = reasons(pay(make_project(text), datetime.date(2026, 4, 8)))
    for part in ("王大山没有收款账号", "李小英没有收款账号", "最早 2026-04-09", "有异议"):
        assert part in told


def test_the_bank_is_asked_for_only_where_the_layout_names_it(make_project):
    folder = make_project(PROJECT.replace(f'"{A}", 开户行: 农商行', f'"{A}"'))
    assert pay(folder, layout="农商行代发").files
    assert "王大山没有填开户行" in reasons(pay(folder, layout="农业银行批量代发"))


def test_a_collector_without_an_id_where_the_layout_wants_it(make_project):
    folder = make_project(PROJECT.replace(f'账号: "{A}"', f'账号: "{A}", 户名: 王小山, 户名关系: 子女, 收款授权: 有'))
    assert pay(folder, layout="农商行代发").files
    assert "王大山的报酬由王小山代收，请填上正确的“收款人身份证号”" in reasons(pay(folder, layout="财政一卡通"))


def test_a_preview_before_the_notice_is_over(make_project):
    folder = make_project(PROJECT)
    [laid] = pay(folder, datetime.date(2026, 4, 2), draft=True).files
    assert laid.path.endswith("，预览）.xlsx")
    told = reasons(pay(make_project(PROJECT.replace(f'账号: "{A}", ', ""), "b"), datetime.date(2026, 4, 2), draft=True))
    assert "王大山没有收款账号" in told  # a preview forgives the notice and nothing else
    assert "公示" not in told


# --- what came back ---------------------------------------------------------------------------------------------------


def with_receipts(receipts: str) -> str:
    return PROJECT.replace(
        BATCH, f"{{月份: 2026-03, 公示日期: 2026-04-01, 发放日期: 2026-04-09, 异议: 无, 回单: {receipts}}}"
    )


PAID_B = f'{{姓名: 李小英, 账号: "{B}", 金额: 180, 日期: 2026-04-09}}'
FAILED_A = f'{{姓名: 王大山, 账号: "{A}", 金额: 510.50, 日期: 2026-04-09, 状态: 户名不符}}'


def test_only_what_failed_is_sent_again(make_project):
    folder = make_project(with_receipts(f"[{PAID_B}, {FAILED_A}]"))
    assert "再发会付两次" in reasons(pay(folder, datetime.date(2026, 4, 12)))
    payout = pay(folder, datetime.date(2026, 4, 12), failed=True)
    assert paid_in(folder, payout) == {A: OWED[A]}
    assert payout.files[0].path.endswith("，重发20260412）.xlsx")


def test_nothing_is_left_when_everything_arrived(make_project):
    folder = make_project(with_receipts(f"[{PAID_B}, {FAILED_A}, {FAILED_A.replace('户名不符', '成功')}]"))
    payout = pay(folder, datetime.date(2026, 4, 12), failed=True)
    assert (payout.files, payout.refusals) == ((), ())


@pytest.mark.parametrize(
    ("receipts", "expected"),
    [
        ("[]", "还没有银行回单"),
        (f"[{PAID_B}, {{姓名: 王大川, 金额: 510.50}}]", "1 笔对不上人或看不懂状态"),
        (f"[{PAID_B}, {FAILED_A.replace('户名不符', '挂账')}]", "1 笔对不上人或看不懂状态"),
        (f"[{PAID_B}, {FAILED_A.replace('户名不符', '处理中')}]", "重发可能付两次"),
    ],
)
def test_nothing_is_sent_again_while_it_is_not_known_what_arrived(make_project, receipts, expected):
    folder = make_project(with_receipts(receipts))
    payout = pay(folder, datetime.date(2026, 4, 12), failed=True)
    if "挂账" in receipts:  # counts as arrived, so that nobody is owed anything
        assert not payout.files
    else:
        assert expected in reasons(payout)


def write_receipts(folder: Path, kind: str, rows: list[list[object]]) -> str:
    """A bank's file as it comes: with a title, other headings, in the encodings that banks use."""
    table = [
        ["代发业务处理结果清单"],
        ["序号", "收款账号", "收款户名", "代发金额", "入账日期", "处理结果", "失败原因"],
        *rows,
    ]
    path = folder / f"回单.{kind.split('-')[0]}"
    if kind == "xlsx":
        book = Workbook()
        for row in table:
            book.active.append(row)
        book.save(path)
    else:
        stream = io.StringIO()
        csv.writer(stream).writerows(table)
        path.write_bytes(stream.getvalue().encode({"csv-bom": "utf-8-sig", "csv-gb": "gb18030"}[kind]))
    return path.name


@pytest.mark.parametrize("kind", ["xlsx", "csv-bom", "csv-gb"])
def test_the_file_goes_out_and_the_receipts_come_in(make_project, kind):
    folder = make_project(PROJECT)
    out = paid_in(folder, pay(folder))
    names = {A: "王大山", B: "李小英"}
    rows: list[list[object]] = [
        [
            number,
            account,
            names[account],
            float(amount) if kind == "xlsx" else f"{amount:,}",
            "2026-04-09",
            "交易成功",
            "",
        ]
        for number, (account, amount) in enumerate(out.items(), 1)
    ]
    rows[0][5:] = ["交易失败", "账户已销户"]
    (folder / "项目.yaml").write_text(with_receipts(f"[{write_receipts(folder, kind, rows)}]"), encoding="utf-8")
    workspace = open_project(folder, datetime.date(2026, 4, 12))
    assert {f.code for f in workspace.report.findings if f.code[:3] in {"R31", "R33", "R38"}} == {"R385"}
    [payment] = workspace.figures.payments
    assert [(p.received, p.stuck) for p in payment.people] == [(0, OWED[A]), (OWED[B], 0)]
    rows = workspace.words["发放批次"][0]["人员"]
    assert rows[0]["处理"] == "4月9日失败（账户已销户）；尚欠510.50元"
    assert (rows[1]["户名一致"], rows[1]["差额"]) == ("是", Decimal(0))


def test_several_files_and_a_line_written_out(make_project):
    folder = make_project(PROJECT)
    first = write_receipts(folder, "csv-gb", [[1, A, "王大山", "510.50", "2026-04-09", "失败", ""]])
    second = write_receipts(folder, "xlsx", [[1, A, "王大山", 510.5, "2026-04-11", "成功", ""]])
    (folder / "项目.yaml").write_text(
        with_receipts(f"[{first}, {PAID_B}, {second}]").replace("金额: 180", "金额: 179.99"), encoding="utf-8"
    )
    workspace = open_project(folder, datetime.date(2026, 4, 12))
    [wrong] = [f for f in workspace.report.errors if f.code == "R314"]
    assert "李小英" in wrong.message
    assert str(wrong.place).startswith("项目.yaml:")
    people = workspace.figures.payments[0].people
    assert [p.received for p in people] == [OWED[A], Decimal("179.99")]
    assert str(workspace.loaded.place("发放批次", 0, "回单", 2, "金额")) == "回单.xlsx Sheet!D3"
    assert str(workspace.loaded.place("发放批次", 0, "回单", 0, "金额")) == "回单.csv:3"


def test_a_file_of_several_that_is_not_there(make_project):
    folder = make_project(with_receipts("[没有.xlsx]"))
    workspace = open_project(folder, FIRST_DAY)
    assert not workspace.valid
    assert [finding.code for finding in workspace.report.findings] == ["P041"]


def test_accounts_that_excel_spoilt_are_refused(make_project):
    folder = make_project(PROJECT)
    name = write_receipts(folder, "xlsx", [[1, 6.228480012345679e18, "王大山", 510.5, "2026-04-09", "成功", ""]])
    (folder / "项目.yaml").write_text(with_receipts(name), encoding="utf-8")
    found = open_project(folder, FIRST_DAY).report.findings
    assert [(f.code, str(f.place)) for f in found] == [("P060", "回单.xlsx Sheet!B3")]


CORRECTION = (
    "  - {月份: 2026-03, 类型: 补发, 制表日期: 2026-05-01, 公示日期: 2026-05-02, 发放日期: 2026-05-12, "
    "更正: [{姓名: 李小英, 金额: AMOUNT, 事由: 记错一天, 依据: 复核记录}], 回单: [RECEIPT]}\n"
)


def test_a_correction_is_a_batch_of_its_own(make_project):
    text = with_receipts("[]") + CORRECTION.replace("AMOUNT", "60").replace("RECEIPT", "").replace(
        ", 发放日期: 2026-05-12", ""
    )
    folder = make_project(text)
    workspace = open_project(folder, datetime.date(2026, 5, 10))
    payout = make_payout(workspace, 1, Wish(choose_layout(workspace)), WHEN)
    assert paid_in(folder, payout) == {B: Decimal(60)}
    assert payout.files[0].path.endswith("（2026年3月补发）——银行代发（财政一卡通）.xlsx")


def test_what_is_taken_back_is_no_payment_and_its_receipts_are_returns(make_project):
    returned = "{姓名: 李小英, 金额: 60, 日期: 2026-05-14}"
    text = PROJECT + CORRECTION.replace("AMOUNT", "-60").replace("RECEIPT", returned)
    folder = make_project(text)
    workspace = open_project(folder, datetime.date(2026, 5, 20))
    payment = workspace.figures.payments[1]
    assert [(p.owed, p.received, p.outstanding) for p in payment.people] == [(-60, -60, 0)]
    assert not {f.code for f in workspace.report.errors} & {"R314", "R315", "R380", "R386"}
    done = make_payout(workspace, 1, Wish(choose_layout(workspace), draft=True), WHEN)
    assert "没有要发的钱" in reasons(done)
    made = generate(workspace, WHEN, only=["C23@2026-03-补+核对表"])
    [draft] = made.drafts
    sheet = load_workbook(folder / draft.path).worksheets[0]
    told = " ".join(str(cell) for row in sheet.values for cell in row if cell is not None)
    assert "追回核对表" in told
    assert "多发的60.00元已全部收回" in told
    assert "人民币陆拾元整" in told


# --- the paper of C23 -------------------------------------------------------------------------------------------------


def test_the_check_sheet_foots_and_tells_what_became_of_a_failure(make_project):
    again = FAILED_A.replace("2026-04-09, 状态: 户名不符", "2026-04-12, 状态: 已入账, 流水号: S7")
    folder = make_project(with_receipts(f"[{PAID_B}, {FAILED_A}, {again}]"))
    _, draft = generate(open_project(folder, datetime.date(2026, 4, 20)), WHEN, only=["C23"]).drafts
    values = load_workbook(folder / draft.path, data_only=True).worksheets[0]
    formulas = load_workbook(folder / draft.path).worksheets[0]
    first = next(cell for row in values.iter_rows() for cell in row if cell.value == "王大山")
    row = [cell.value for cell in values[first.row]]
    assert row[2:] == [
        "0011",
        510.5,
        510.5,
        datetime.datetime(2026, 4, 12),
        "S7",
        "是",
        "8903",
        0,
        "4月9日失败（户名不符）；4月12日重发到账",
    ]
    total = [cell.value for cell in values[first.row + 2]]
    assert (total[3], total[4], total[9]) == (690.5, 690.5, 0)
    assert str(formulas.cell(first.row + 2, 4).value).startswith("=SUM(")
    told = " ".join(str(cell) for line in values.values for cell in line if cell is not None)
    assert "2人、690.50元与银行回单一致，已全部到账" in told
    assert A not in told
    assert "511902196803150011" not in told


def test_the_check_sheet_waits_for_receipts(make_project):
    folder = make_project(PROJECT)
    _, draft = generate(open_project(folder, FIRST_DAY), WHEN, only=["C23"]).drafts
    assert (draft.status, draft.note) == ("待补事实", "项目文件里还没有回单")


# --- the command line -------------------------------------------------------------------------------------------------


def test_what_the_clerk_sees(run_cli, sample):
    folder = sample(LONGMEN)
    done = run_cli("bank", folder, "--month", "2026年5月", "--layout", "农商行代发")
    assert done.code == 0
    assert "2026年5月：100 笔，合计 297,863.50 元，与应发数核对一致（农商行代发）" in done.text
    assert "不要用 Excel" in done.text
    refused = run_cli("bank", folder, "--month", "2026-06")
    assert refused.code == 1
    assert "2026年6月还没有公示日期" in refused.text
    assert run_cli("bank", folder, "--batch", "2026-04").text.startswith("2026年4月的报酬已全部到账")


def test_what_may_be_asked_for(run_cli, make_project):
    folder = make_project(PROJECT)
    nothing = run_cli("bank", folder)
    assert nothing.code == 2
    assert "本项目的批次：2026-03。" in nothing.text
    asked = run_cli("bank", folder, "--month", "2026-09")
    assert asked.code == 2
    assert "本项目的批次：2026-03" in asked.text
    assert run_cli("bank", folder, "--month", "三月").code == 2
    assert run_cli("bank", folder, "--month", "2026-03", "--layout", "没有").code == 2
    assert "农商行代发" in run_cli("bank", folder, "--layouts").text


def test_what_arrived_as_a_table(run_cli, make_project, sample):
    clean = run_cli("receipts", sample(XIANGSHUI), "--month", "2026-03")
    assert clean.code == 0
    assert "46 人 188,384.91" in clean.text
    folder = make_project(with_receipts(f"[{PAID_B}, {FAILED_A}]"))
    found = run_cli("receipts", folder)
    assert found.code == 1
    assert "1 人 180.00" in found.text
    assert found.text.split("尚欠")[1].split()[6:8] == ["510.50", "户名不符"]
    assert A not in found.text
    assert "8903" in found.text
    facts = json.loads(run_cli("receipts", folder, "--json").out)
    assert facts["batches"][0]["failed"] == {"people": 1, "amount": "510.50"}
    assert facts["open"][0]["name"] == "王大山"


def test_a_second_try_into_the_same_account_is_remarked(run_cli, make_project):
    """Not refused: the bank's system may have been down; but nobody overlooks that the account was not changed."""
    failed = FAILED_A.replace("状态: 户名不符", "状态: 失败, 备注: 户名不符")
    folder = make_project(with_receipts(f"[{PAID_B}, {failed}]"))
    ran = run_cli("bank", folder, "--batch", "2026-03", "--failed")
    assert ran.code == 0
    assert "1 笔，合计 510.50 元，与未到账数核对一致" in ran.text
    assert (
        "项目.yaml:12 王大山的账号 ***************8903 没有改，上次就是发往这个账号没有成功，银行说：户名不符"
        in ran.text
    )
    changed = with_receipts(f"[{PAID_B}, {failed.replace(A, C)}]")
    (folder / "项目.yaml").write_text(changed, encoding="utf-8")
    ran = run_cli("bank", folder, "--batch", "2026-03", "--failed")
    assert ran.code == 0
    assert "没有改" not in ran.text


def test_of_a_month_only_the_batches_that_the_bank_answered_are_sent_again(run_cli, make_project):
    later = "  - {月份: 2026-03, 类型: 补发, 更正: [{姓名: 李小英, 金额: 20, 事由: 漏记, 依据: 复核}]}\n"
    folder = make_project(with_receipts(f"[{PAID_B}, {FAILED_A}]") + later)
    ran = run_cli("bank", folder, "--month", "2026-03", "--failed")
    assert ran.code == 0
    assert "补发" not in ran.text
    assert "还没有银行回单" in run_cli("bank", folder, "--batch", "2026-03-补", "--failed").text


def test_what_is_to_be_done_is_said_only_where_it_is_to_be_done(run_cli, make_project):
    folder = make_project(with_receipts(f"[{PAID_B}, {FAILED_A}]"))
    lacking = run_cli("receipts", folder).text
    assert "archivegen bank --batch 2026-03 --failed" in lacking
    assert "多付" not in lacking
    paid_above = with_receipts(f"[{PAID_B}, {{姓名: 王大山, 金额: 600}}]")
    (folder / "项目.yaml").write_text(paid_above, encoding="utf-8")
    above = run_cli("receipts", folder).text
    assert "--failed" not in above
    assert "-89.50" in above
    assert "多付的（负数）：请追回" in above


def test_every_amount_for_machines_has_two_places(run_cli, make_project):
    facts = json.loads(run_cli("receipts", make_project(with_receipts(f"[{PAID_B}, {FAILED_A}]")), "--json").out)
    assert facts["batches"][0]["unmatched"] == {"lines": 0, "amount": "0.00"}
    assert facts["open"][0]["arrived"] == "0.00"
