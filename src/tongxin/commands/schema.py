"""`schema`: the JSON Schema of the files, for editors."""

from tongxin.commands.context import OK, Context
from tongxin.model.schema import schema as schema_of


def schema(context: Context, kind: str) -> int:
    """Write the schema of one kind of file: plan, basis, workspace or ledger."""
    context.say_json(schema_of(kind))
    return OK
