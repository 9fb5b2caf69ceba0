package org.visita.local.bench.audit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.visita.local.stack.StackProblem;
import org.visita.proof.ExportVerifier;
import org.visita.proof.NotAnExportException;
import org.visita.proof.PublicKeys;
import org.visita.proof.Verdict;

/** An export, verified as an outsider does it, and hashed as a whole, which is less than anybody can do about it. */
final class OfflineCheck {

    private static final int BUFFER = 1 << 16;

    private final Path export;
    private final PublicKeys keys;

    OfflineCheck(Path export, Path publicKeys) {
        this.export = export;
        try {
            keys = PublicKeys.parse(Files.readString(publicKeys));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return how many entries it has, none of which may be other than it was recorded */
    long verify() {
        try (InputStream in = Files.newInputStream(export)) {
            Verdict verdict = new ExportVerifier(keys, null, _ -> {}).verify(in);
            if (verdict.isValid() && verdict.entries() > 0) return verdict.entries();
            throw new StackProblem("The export is not what it should be: " + verdict.findings(), "It must be valid.");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NotAnExportException e) {
            throw new StackProblem("This is no export: " + e.getMessage(), "See what the service logs.", e);
        }
    }

    /** @return bytes */
    long hash() {
        try (InputStream in = Files.newInputStream(export)) {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[BUFFER];
            long bytes = 0;
            for (int count; (count = in.read(buffer)) > 0; bytes += count) sha256.update(buffer, 0, count);
            // Used, so that nobody may leave it out.
            if (sha256.digest().length != 32) throw new IllegalStateException("no SHA-256");
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
