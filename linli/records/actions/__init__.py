"""The only writes of this room; other rooms call them inside their own transaction."""

from linli.records.actions.attachments import (
    Cleaned,
    attach,
    attach_many,
    clean_upload,
    drop_file,
    keep_file,
    prepare_upload,
    sweep_uploads,
    take_out_attachments,
)
from linli.records.actions.batch import Batch, write_batches
from linli.records.actions.channels import ready_channels
from linli.records.actions.clockwork import (
    forget_all,
    remind_all,
    run_job,
    seal_all,
    send_all,
    tidy,
)
from linli.records.actions.duties import Clocks
from linli.records.actions.evidence import seal_evidence
from linli.records.actions.forgetting import (
    AT_ONCE,
    drop,
    forget_attachments,
    forget_due,
    in_batches,
    record_forgotten,
)
from linli.records.actions.guarding import Guard
from linli.records.actions.journal import (
    Act,
    log_access,
    log_access_many,
    record,
    record_many,
    seal_journal,
)
from linli.records.actions.keys import claim_key, next_number
from linli.records.actions.outbox import (
    Letter,
    drop_letters_about,
    notify,
    read_all_messages,
    read_message,
)
from linli.records.actions.own_letters import erase_letters
from linli.records.actions.rules import (
    adopt_rule,
    drop_filter,
    end_rule,
    save_filter,
    set_calendar_day,
    set_calendar_days,
    unset_calendar_day,
)
from linli.records.actions.sending import drop_message, give_up_old, send_again, send_messages
from linli.records.models import Channel

__all__ = [
    "AT_ONCE",
    "Act",
    "Batch",
    "Channel",
    "Cleaned",
    "Clocks",
    "Guard",
    "Letter",
    "adopt_rule",
    "attach",
    "attach_many",
    "claim_key",
    "clean_upload",
    "drop",
    "drop_file",
    "drop_filter",
    "drop_letters_about",
    "drop_message",
    "end_rule",
    "erase_letters",
    "forget_all",
    "forget_attachments",
    "forget_due",
    "give_up_old",
    "in_batches",
    "keep_file",
    "log_access",
    "log_access_many",
    "next_number",
    "notify",
    "prepare_upload",
    "read_all_messages",
    "read_message",
    "ready_channels",
    "record",
    "record_forgotten",
    "record_many",
    "remind_all",
    "run_job",
    "save_filter",
    "seal_all",
    "seal_evidence",
    "seal_journal",
    "send_again",
    "send_all",
    "send_messages",
    "set_calendar_day",
    "set_calendar_days",
    "sweep_uploads",
    "take_out_attachments",
    "tidy",
    "unset_calendar_day",
    "write_batches",
]
