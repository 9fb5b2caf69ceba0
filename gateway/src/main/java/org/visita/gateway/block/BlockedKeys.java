package org.visita.gateway.block;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import org.visita.contracts.access.AccessBlock;
import org.visita.contracts.access.AccessBlock.Kind;
import org.visita.gateway.key.KeyBlocks;

/** What a key's view shows of its block. */
@ApplicationScoped
class BlockedKeys implements KeyBlocks {

    private final BlockTable table;

    @Inject
    BlockedKeys(BlockTable table) {
        this.table = table;
    }

    @Override
    public Optional<Instant> blockedUntil(String keyId) {
        return Optional.ofNullable(table.standing(Kind.KEY, keyId)).map(AccessBlock::until);
    }
}
