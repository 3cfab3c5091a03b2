"""What a reader calls those whom a duty concerns: for whom it is owed, and who answers for it."""

from tongxin.answers.occurrences import Agenda, Member, Occurrence
from tongxin.model.world import Duty


def member_name(agenda: Agenda, duty: Duty, member: Member) -> str:
    """For whom a duty is owed, by name; empty where it is owed once for all."""
    names = []
    for dimension, value in member:
        if dimension == "place" and value in agenda.world.places:
            names.append(agenda.world.places[value].name)
        elif dimension == "group":
            groups = agenda.world.groups_of(duty.plan)
            names.append(groups[value].name if value in groups else value)
        else:
            names.append(value)
    return " ".join(names)


def group_name(agenda: Agenda, occurrence: Occurrence) -> str:
    """The group that answers for it, by name; of several all their names."""
    return "、".join(group_names(agenda, occurrence))


def group_names(agenda: Agenda, occurrence: Occurrence) -> list[str]:
    """The groups that answer for it, by name; none where nobody does."""
    owed_by = dict(occurrence.member).get("group")
    groups = agenda.world.groups_of(occurrence.duty.plan)
    names = [owed_by] if owed_by else list(occurrence.duty.task.group)
    return [groups[name].name if name in groups else name for name in names]
