package org.visita.local.command;

import picocli.CommandLine.Command;

/** {@code visita audit}: checks what the audit trail gives out, without any server. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        description = "Checks exports and proofs of the audit trail. Needs the file and the public key, no server.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {AuditVerifyCommand.class, AuditProofCommand.class})
public final class AuditCommand {}
