package org.visita.local.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;
import org.visita.local.stack.StackProblem;
import org.visita.proof.Checkpoint;
import org.visita.proof.ExportVerifier;
import org.visita.proof.NotAnExportException;
import org.visita.proof.PublicKeys;
import org.visita.proof.Verdict;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code visita audit verify}. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Verifies an export of the audit trail: that no entry was changed, removed, inserted or moved, and that it is"
                    + " what was signed. Names the entries that are not as they were.",
            "",
            "An end that was cut off together with all that was signed of it can only be seen with --expect: a checkpoint"
                    + " that you kept, from GET /v1/audit/checkpoints or the topic audit.checkpoints."
        },
        footerHeading = "%nExample:%n",
        footer = "  ./visita audit verify trail.ndjson --key keys.json",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:Valid.", "1:Tampered with.", "2:Cannot be checked: no file, no key, or not an export."})
public final class AuditVerifyCommand implements Callable<Integer> {

    private static final long PROGRESS_AFTER_NANOS = 2_000_000_000L;

    private final AuditReport report;

    @Mixin
    private AuditOptions options;

    @Parameters(paramLabel = "FILE", description = "The export, as GET /v1/audit/export gave it (NDJSON).")
    private Path file;

    @Option(
            names = "--expect",
            paramLabel = "CHECKPOINT",
            description = "File with a checkpoint that the export has to have.")
    private Path expect;

    public AuditVerifyCommand(Terminal terminal) {
        this.report = new AuditReport(terminal);
    }

    @Override
    public Integer call() {
        try {
            PublicKeys keys = options.keys();
            Verdict verdict = verify(keys, expect == null ? null : checkpoint());
            report.print(verdict, options.json());
            return verdict.isValid() ? 0 : 1;
        } catch (StackProblem problem) {
            report.error(problem);
            return 2;
        }
    }

    private Checkpoint checkpoint() {
        try {
            return Checkpoint.parse(AuditOptions.text(expect));
        } catch (IllegalArgumentException none) {
            throw new StackProblem(expect + " holds no checkpoint.", "Save one of GET /v1/audit/checkpoints/{size}.");
        }
    }

    private Verdict verify(PublicKeys keys, Checkpoint expected) {
        try (InputStream in = Files.newInputStream(file)) {
            return new ExportVerifier(keys, expected, progress()).verify(in);
        } catch (NoSuchFileException missing) {
            throw new StackProblem("There is no file " + file + ".", "Look at its name.");
        } catch (IOException failure) {
            throw new StackProblem(file + " cannot be read: " + failure.getMessage(), "Look at its name and rights.");
        } catch (NotAnExportException other) {
            throw new StackProblem(
                    file + " cannot be verified. " + other.getMessage(),
                    "Export again: GET /v1/audit/export?format=ndjson, without filters.");
        }
    }

    /** A verification that takes long shows that it goes on. */
    private LongConsumer progress() {
        long[] shownAt = {System.nanoTime()};
        return entries -> {
            if (System.nanoTime() - shownAt[0] > PROGRESS_AFTER_NANOS) {
                shownAt[0] = System.nanoTime();
                report.progress(entries);
            }
        };
    }
}
