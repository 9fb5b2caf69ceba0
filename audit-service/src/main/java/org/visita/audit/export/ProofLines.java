package org.visita.audit.export;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.visita.audit.chain.ChainEntry;
import org.visita.audit.person.Persons;
import org.visita.audit.person.SealedDetails;
import org.visita.proof.ExportWriter;
import org.visita.proof.Opened;
import org.visita.proof.TreeAt;

/** Entries as lines of an export that can be verified: as they were hashed, with what was sealed beside it. */
@ApplicationScoped
class ProofLines {

    private final ChainStore store;
    private final Persons persons;

    @Inject
    ProofLines(ChainStore store, Persons persons) {
        this.store = store;
        this.persons = persons;
    }

    /** @param trees checkpoints to stand among them, each after the entry of its size, smallest first */
    Uni<byte[]> of(String clinic, List<ChainEntry> entries, List<TreeAt> trees, ExportWriter writer) {
        if (entries.isEmpty()) {
            return Uni.createFrom().item(() -> lines(entries, Map.of(), Map.of(), trees, writer));
        }
        List<SealedDetails> sealed = entries.stream()
                .filter(entry -> entry.sealed() != null)
                .map(entry -> new SealedDetails(entry.id(), entry.person(), entry.sealed()))
                .toList();
        return store.hashes(clinic, entries.stream().map(ChainEntry::position).toList())
                .chain(hashes ->
                        persons.prove(clinic, sealed).map(opened -> lines(entries, hashes, opened, trees, writer)));
    }

    private static byte[] lines(
            List<ChainEntry> entries,
            Map<Long, byte[]> hashes,
            Map<UUID, Opened> opened,
            List<TreeAt> trees,
            ExportWriter writer) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream(entries.size() * 800 + 64);
        int tree = 0;
        for (ChainEntry entry : entries) {
            for (; tree < trees.size() && trees.get(tree).checkpoint().size() < entry.position(); tree++) {
                lines.writeBytes(writer.checkpoint(trees.get(tree)));
            }
            lines.writeBytes(writer.entry(
                    entry.position(),
                    hashes.get(entry.position()),
                    entry.content().canonical(),
                    opened.get(entry.id())));
        }
        trees.subList(tree, trees.size()).forEach(last -> lines.writeBytes(writer.checkpoint(last)));
        return lines.toByteArray();
    }
}
