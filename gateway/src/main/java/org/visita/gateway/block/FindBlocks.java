package org.visita.gateway.block;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Locale;
import java.util.stream.Stream;
import org.visita.contracts.access.AccessBlock.Kind;
import org.visita.gateway.block.Blocks.Filter;
import org.visita.gateway.key.Scope;
import org.visita.kit.identity.Caller;
import org.visita.kit.ids.Ids;
import org.visita.kit.paging.Page;
import org.visita.kit.paging.PageRequest;
import org.visita.kit.problem.CommonRefusal;
import org.visita.kit.problem.Refusal;

/** Blocks of the caller's clinic; to a platform operator those of every clinic, and of addresses, which have none. */
@ApplicationScoped
class FindBlocks {

    private final Blocks blocks;
    private final Clock clock;

    @Inject
    FindBlocks(Blocks blocks, Clock clock) {
        this.blocks = blocks;
        this.clock = clock;
    }

    Uni<Page<BlockJson.View>> page(Caller caller, String kind, String clinicId, Boolean active, PageRequest page) {
        Filter filter = new Filter(clinic(caller, clinicId), kind(caller, kind), active);
        return Panache.withSession(() -> blocks.page(filter, clock.instant(), page))
                .map(found -> Page.of(found, page, row -> Long.toString(row.seq))
                        .map(row -> BlockJson.View.of(row, clock.instant())));
    }

    Uni<BlockEntity> one(Caller caller, String id) {
        return Ids.parse(id)
                .map(known -> Panache.withSession(() -> blocks.find(known)).map(row -> visible(caller, row)))
                .orElseThrow(() -> Refusal.notFound().asException());
    }

    static boolean isOperator(Caller caller) {
        return caller.scopes().contains(Scope.PLATFORM_OPERATE.code());
    }

    static BlockEntity visible(Caller caller, BlockEntity row) {
        if (row == null || !isOperator(caller) && !caller.clinic().equals(row.clinic)) {
            throw Refusal.notFound().asException();
        }
        return row;
    }

    private static String clinic(Caller caller, String asked) {
        if (isOperator(caller)) {
            return asked;
        }
        if (asked != null && !asked.equals(caller.clinic())) {
            throw CommonRefusal.FORBIDDEN
                    .because("Only a platform operator sees blocks of another clinic.")
                    .asException();
        }
        return caller.clinic();
    }

    private static Kind kind(Caller caller, String asked) {
        if (asked == null) {
            return null;
        }
        Kind kind = Stream.of(Kind.values())
                .filter(known -> known.name().toLowerCase(Locale.ROOT).equals(asked))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid("?kind", "is key or address").asException());
        if (kind == Kind.ADDRESS && !isOperator(caller)) {
            throw CommonRefusal.FORBIDDEN
                    .because("Only a platform operator sees addresses: they belong to no clinic.")
                    .asException();
        }
        return kind;
    }
}
