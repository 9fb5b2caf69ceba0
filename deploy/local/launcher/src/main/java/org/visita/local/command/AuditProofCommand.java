package org.visita.local.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.visita.local.stack.StackProblem;
import org.visita.proof.EntryProof;
import org.visita.proof.PublicKeys;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code visita audit proof}. */
@Command(
        name = "proof",
        mixinStandardHelpOptions = true,
        description = "Checks that one entry is in the audit trail, by what GET /v1/audit/{id}/proof answered.",
        footerHeading = "%nExample:%n",
        footer = "  ./visita audit proof proof.json --key keys.json",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:Valid.", "1:Tampered with.", "2:Cannot be checked: no file, no key, or not a proof."})
public final class AuditProofCommand implements Callable<Integer> {

    private final AuditReport report;

    @Mixin
    private AuditOptions options;

    @Parameters(paramLabel = "FILE", description = "The answer of GET /v1/audit/{id}/proof.")
    private Path file;

    public AuditProofCommand(Terminal terminal) {
        this.report = new AuditReport(terminal);
    }

    @Override
    public Integer call() {
        try {
            PublicKeys keys = options.keys();
            EntryProof proof = read();
            return report.print(proof, proof.verify(keys), keys != null, options.json()) ? 0 : 1;
        } catch (StackProblem problem) {
            report.error(problem);
            return 2;
        }
    }

    private EntryProof read() {
        try {
            return EntryProof.parse(AuditOptions.text(file));
        } catch (IllegalArgumentException other) {
            throw new StackProblem(file + " is not a proof.", "Save what GET /v1/audit/{id}/proof answers.");
        }
    }
}
