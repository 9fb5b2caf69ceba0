package org.visita.local.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.visita.local.stack.StackProblem;
import org.visita.proof.Checkpoint;
import org.visita.proof.EntryProof;
import org.visita.proof.ExportHeader;
import org.visita.proof.Finding;
import org.visita.proof.Verdict;

/** Says what a check found, to a person or a script. */
final class AuditReport {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Terminal terminal;

    AuditReport(Terminal terminal) {
        this.terminal = terminal;
    }

    void error(StackProblem problem) {
        terminal.error(problem);
    }

    void progress(long entries) {
        terminal.err().println("  " + entries + " entries so far");
    }

    void print(Verdict verdict, boolean json) {
        ExportHeader header = verdict.header();
        if (json) {
            ObjectNode answer = answer(verdict.isValid(), verdict.signaturesChecked(), verdict.findings())
                    .put("clinic", header.clinic())
                    .put("from", header.from())
                    .put("to", header.to())
                    .put("entries", verdict.entries())
                    .put("findingsCount", verdict.findingsCount());
            if (verdict.checkpoint() != null) {
                answer.set("checkpoint", checkpoint(verdict.checkpoint()));
            }
            terminal.out().println(answer);
            return;
        }
        plain("  " + verdict.entries() + " entries, " + header.from() + " to " + header.to() + ", of the clinic "
                + header.clinic());
        if (header.from() > 1) {
            plain("  What came before " + header.from() + " is not in this file"
                    + (header.expiry() == null
                            ? ""
                            : ": it was let go after " + header.expiry().months() + " months")
                    + ".");
        }
        if (verdict.checkpoint() != null) {
            plain("  Signed last: " + verdict.checkpoint().size() + " entries, "
                    + verdict.checkpoint().at() + ", key "
                    + verdict.checkpoint().keyId());
        }
        conclude(verdict.findings(), verdict.findingsCount(), verdict.signaturesChecked());
    }

    /** @return whether it is valid */
    boolean print(EntryProof proof, List<Finding> findings, boolean signatureChecked, boolean json) {
        if (json) {
            ObjectNode answer = answer(findings.isEmpty(), signatureChecked, findings)
                    .put("id", proof.id())
                    .put("position", proof.position());
            answer.set("checkpoint", checkpoint(proof.checkpoint()));
            terminal.out().println(answer);
        } else {
            plain("  Entry " + proof.id() + ", position " + proof.position() + " of "
                    + proof.checkpoint().size() + ", signed "
                    + proof.checkpoint().at() + ", key "
                    + proof.checkpoint().keyId());
            conclude(findings, findings.size(), signatureChecked);
        }
        return findings.isEmpty();
    }

    private void conclude(List<Finding> findings, long count, boolean signaturesChecked) {
        findings.forEach(finding -> plain("  " + finding.kind().code() + ": " + finding.detail()));
        if (count > findings.size()) {
            plain("  ... and " + (count - findings.size()) + " more");
        }
        if (!signaturesChecked) {
            plain("  No signature was checked: anybody may have made this.");
        }
        terminal.line(count == 0 ? "  @|green valid|@" : "  @|red tampered with|@");
    }

    /** Not through a format: a file may hold anything, and what is no plain character could steer a terminal. */
    private void plain(String text) {
        terminal.out().println(text.replaceAll("\\p{Cntrl}", "?"));
    }

    private static ObjectNode answer(boolean valid, boolean signaturesChecked, List<Finding> findings) {
        ObjectNode answer = JSON.createObjectNode().put("valid", valid).put("signaturesChecked", signaturesChecked);
        ArrayNode list = answer.putArray("findings");
        for (Finding finding : findings) {
            ObjectNode one = list.addObject().put("kind", finding.kind().code());
            if (finding.position() != 0) {
                one.put("position", finding.position());
            }
            if (finding.id() != null) {
                one.put("id", finding.id());
            }
            one.put("detail", finding.detail());
        }
        return answer;
    }

    private static ObjectNode checkpoint(Checkpoint checkpoint) {
        return JSON.createObjectNode()
                .put("size", checkpoint.size())
                .put("at", checkpoint.at().toString())
                .put("keyId", checkpoint.keyId());
    }
}
