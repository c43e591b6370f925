"""劳动力摸底, person by person, and the scores of a reserve project: what two places say of one thing (domain §6.2, §6.4)."""

from __future__ import annotations

from collections.abc import Iterator

from archivegen.chinese import id_problem, mask_id, special_document
from archivegen.project.willingness import list_willing, read_willingness
from archivegen.rules.repeats import list_repeats
from archivegen.rules.run import Breach, Checked, breach
from archivegen.rules.wording import list_choices


def find_differing_counts(checked: Checked) -> Iterator[Breach]:
    """R540: as many are willing as the list names (seed Dongpo 五个清楚)."""
    survey = checked.project.survey
    if survey is None or not survey.people or survey.willing is None:
        return
    listed = len(list_willing(survey.people, checked.policy))
    if listed != survey.willing:
        yield breach(checked.place("劳动力摸底", "有务工意愿"), stated=survey.willing, listed=listed)


def find_unread_willingness(checked: Checked) -> Iterator[Breach]:
    """R541: an answer that is neither yes nor no is counted as no."""
    for index, person in enumerate(checked.project.survey.people if checked.project.survey else ()):
        if person.willing and not read_willingness(person, checked.policy):
            place = checked.place("劳动力摸底", "名单", index, "务工意愿")
            known = list_choices(words[0] for words in checked.policy.willing_words.values() if words)
            yield breach(place, name=person.name, written=person.willing, choices=known)


def find_doubtful_identities(checked: Checked) -> Iterator[Breach]:
    """R542: the ID of somebody surveyed is a right one, and nobody is counted twice (GB 11643-1999)."""
    people = checked.project.survey.people if checked.project.survey else ()
    for index, person in enumerate(people):
        problem = person.id_number and not special_document(person.id_number) and id_problem(person.id_number)
        if problem:
            yield breach(checked.place("劳动力摸底", "名单", index, "身份证号"), name=person.name, problem=problem)
    for index, earlier in list_repeats(person.id_number for person in people):
        where = checked.place("劳动力摸底", "名单", earlier, "身份证号")
        number = mask_id(people[index].id_number)
        problem = f"身份证号码 {number} 与{people[earlier].name}（{where}）相同"
        yield breach(checked.place("劳动力摸底", "名单", index, "身份证号"), name=people[index].name, problem=problem)


def find_wrong_scores(checked: Checked) -> Iterator[Breach]:
    """R543: each priority has its weight, and no score is higher (seed Baoding 四优先)."""
    weights = {item.name: item.weight for item in checked.policy.priorities}
    reserve = checked.project.reserve
    for name, score in (reserve.scores if reserve and weights else {}).items():
        place = checked.place("储备", "四优先评分", name)
        if name not in weights:
            problem = f"没有“{name}”这一项，应为{list_choices(weights)}之一"
        elif score > weights[name]:
            problem = f"“{name}”得 {score.normalize():f} 分，超过满分 {weights[name].normalize():f} 分"
        else:
            continue
        yield breach(place, problem=problem)
