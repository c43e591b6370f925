"""规则: checks on facts.  Each rule is a small function; its severity, wording, source and thresholds are pack data."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType

from archivegen.findings import Finding, Report, sort_findings
from archivegen.pack.model import Pack
from archivegen.rules import (
    acceptance,
    accounts,
    attendance,
    contracts,
    corrections,
    dates,
    deductions,
    democracy,
    eligibility,
    money,
    notices,
    payment,
    people,
    project,
    site_log,
    suspicion,
    verification,
    wages,
)
from archivegen.rules.crosscheck import CROSS_RULES
from archivegen.rules.run import Checked, Judgement, Rule, apply_rules, judge

__all__ = ["CROSS_RULES", "JUDGEMENTS", "RULES", "Checked", "check_project", "judge_again"]

RULES: MappingProxyType[str, Rule] = MappingProxyType(
    {
        # R1 people
        "R101": people.find_invalid_ids,
        "R102": people.find_shared_ids,
        "R103": people.find_unnumbered_namesakes,
        "R104": accounts.find_shared_accounts,
        "R105": people.find_shared_phones,
        "R106": eligibility.find_children,
        "R107": eligibility.find_minors_on_site,
        "R108": eligibility.find_too_old_workers,
        "R109": eligibility.find_uninsured_elders,
        "R110": eligibility.find_unproved_categories,
        "R111": accounts.find_foreign_holders,
        "R112": accounts.find_short_accounts,
        "R113": people.find_contradicted_ids,
        "R114": eligibility.find_unknown_categories,
        "R115": people.find_odd_names,
        "R116": eligibility.find_unknown_origins,
        "R117": people.find_missing_ids,
        "R118": people.find_shared_numbers,
        "R119": accounts.find_misread_accounts,
        # R2 contracts and training
        "R201": contracts.find_work_before_contract,
        "R202": contracts.find_work_without_contract,
        "R203": contracts.find_untrained_workers,
        "R204": contracts.find_unpriced_roster_trades,
        "R205": contracts.find_absent_training_list,
        "R206": contracts.find_failed_exams,
        "R207": contracts.find_late_training,
        # R3 attendance, site log, wages, deductions, payment
        "R301": attendance.find_unknown_people,
        "R302": attendance.find_ambiguous_people,
        "R303": attendance.find_odd_fractions,
        "R304": attendance.find_impossible_days,
        "R305": attendance.find_repeated_months,
        "R306": site_log.find_work_on_stopped_days,
        "R307": site_log.find_different_heads,
        "R308": site_log.find_unlogged_work,
        "R309": site_log.find_gaps,
        "R310": wages.find_unpriced_work,
        "R311": attendance.find_overlong_months,
        "R312": wages.find_unknown_payees,
        "R313": deductions.find_deductions_not_agreed,
        "R314": payment.find_differing_receipts,
        "R315": payment.find_unknown_receivers,
        "R316": payment.find_empty_batches,
        "R317": payment.find_repeated_batches,
        "R318": attendance.find_future_attendance,
        "R319": attendance.find_attendance_without_roster,
        "R320": attendance.find_contradicted_people,
        "R321": attendance.find_overfull_days,
        "R322": site_log.find_repeated_days,
        "R323": site_log.find_future_entries,
        "R324": wages.find_unpriced_piecework,
        "R325": wages.find_day_work_priced_otherwise,
        "R326": wages.find_contradicting_rates,
        "R327": wages.find_ambiguous_payees,
        "R328": wages.find_contradicted_payees,
        "R329": wages.find_piecework_priced_otherwise,
        "R330": deductions.find_hasty_deductions,
        "R331": deductions.find_undecided_deductions,
        "R332": deductions.find_excessive_deductions,
        "R333": deductions.find_excessive_agreement,
        "R334": payment.find_unclear_receivers,
        "R335": payment.find_odd_receipt_states,
        "R336": wages.find_zero_rates,
        "R337": deductions.find_odd_kinds,
        "R338": attendance.find_contradicted_ids,
        "R339": wages.find_piecework_summed_otherwise,
        # R36 suspicion and verification
        "R360": suspicion.find_identical_attendance,
        "R361": suspicion.find_round_sums,
        "R364": suspicion.find_share_hit_exactly,
        "R365": suspicion.find_more_paid_than_present,
        "R366": verification.find_people_not_asked,
        "R367": verification.find_contradicting_interviews,
        "R368": verification.find_interviews_of_others,
        "R340": corrections.find_corrections_of_unpaid_months,
        "R341": corrections.find_corrections_without_work,
        "R342": corrections.find_unexplained_corrections,
        "R343": corrections.find_unclear_corrections,
        "R344": corrections.find_excessive_recovery,
        "R345": corrections.find_batches_after_settlement,
        "R346": corrections.find_work_after_settlement,
        "R347": corrections.find_unsettled_accounts,
        "R348": wages.find_unmeasured_piecework,
        "R349": deductions.find_deductions_below_minimum,
        # R4 dates
        "R401": dates.find_preparation_out_of_order,
        "R402": dates.find_early_payment,
        "R403": dates.find_open_objections,
        "R404": dates.find_late_payment,
        "R405": dates.find_short_wage_notice,
        "R406": notices.find_short_notices,
        "R407": dates.find_acceptance_out_of_order,
        "R408": dates.find_reversed_plan,
        "R409": dates.find_unannounced_payment,
        "R410": dates.find_work_before_start,
        "R411": dates.find_work_after_finish,
        "R412": dates.find_nearly_late_payment,
        "R413": dates.find_overdue_payment,
        # R5 money
        "R501": money.find_low_planned_share,
        "R502": money.find_low_paid_share,
        "R503": money.find_planned_wages_over_fund,
        "R504": money.find_differing_total,
        "R505": money.find_unpriced_estimate,
        "R506": money.find_incomplete_shares,
        "R507": money.find_vague_approval,
        "R508": money.find_contradicting_approval,
        "R509": money.find_share_still_to_pay,
        "R510": money.find_listed_wages_over_fund,
        "R511": money.find_vague_approval_at_work,
        "R512": money.find_low_share_in_planning,
        # R6 notices
        "R601": notices.find_incomplete_notices,
        "R602": notices.find_private_phones,
        "R603": notices.find_unknown_kinds,
        # R7 democracy
        "R701": democracy.find_missing_quorum,
        "R702": democracy.find_small_council,
        "R703": democracy.find_partial_supervisors,
        "R704": democracy.find_lost_votes,
        "R705": democracy.find_short_sign_lists,
        "R706": democracy.find_impossible_counts,
        # R8 the project
        "R801": project.find_odd_project_code,
        "R802": project.find_foreign_project_code,
        "R803": project.find_missing_people_in_planning,
        "R804": project.find_missing_facts,
        "R805": project.find_unknown_waivers,
        "R806": project.find_missing_people_at_work,
        "R807": project.find_waivers_without_reason,
        # R9 acceptance
        "R901": acceptance.find_missing_owner,
        "R902": acceptance.find_open_defects,
        "R903": acceptance.find_unpaid_months,
        "R904": acceptance.find_vague_aftercare,
        "R905": acceptance.find_failed_inspections,
        "R906": acceptance.find_open_defects_at_handover,
    }
)
"""Code → rule.  A code is never reused; what the pack's ``rules.yaml`` does not list is not checked."""

JUDGEMENTS: MappingProxyType[str, Judgement] = MappingProxyType({"R370": verification.judge_flags})
"""Code → rule that weighs the flags that other rules have raised."""

ELSEWHERE = frozenset(CROSS_RULES)
"""Codes of the rules that compare several projects; one project alone cannot breach them."""


def check_project(checked: Checked, pack: Pack) -> Report:
    """What the pack's rules find in a project, errors first.  Raises ``PackError`` when the pack's rules are broken."""
    return apply_rules(checked, pack, RULES, JUDGEMENTS, ELSEWHERE)


def judge_again(checked: Checked, pack: Pack, findings: Iterable[Finding]) -> Report:
    """The same findings with the judgements made anew, after others were added to them."""
    kept = [finding for finding in findings if finding.code not in JUDGEMENTS]
    return sort_findings([*kept, *judge(checked, pack, JUDGEMENTS, kept)])
