package org.visita.audit.search;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.visita.audit.search.Statement.Piece;

/**
 * A filter as SQL, in two parts: what an index finds, of which there is one at most besides the time, and what has to be
 * looked at row by row. The database does not choose: with a filter for rare entries it would take the order of time and
 * read the whole trail on its way.
 */
final class EntryConditions {

    private static final String VERB = "substring(action from '[^.]*$')";

    private final List<Piece> indexed = new ArrayList<>();
    private final List<Piece> others = new ArrayList<>();
    private boolean found;

    /** @param person pseudonym of the patient that the filter names; null where it names none */
    EntryConditions(String clinic, EntryFilter filter, UUID person) {
        // Entries of nobody's clinic are for nobody, whatever a token says.
        indexed.add(new Piece("clinic <> '' and clinic = ?", clinic));
        time("occurred_at >= ?", filter.from());
        time("occurred_at < ?", filter.to());
        if (filter.upTo() != null) {
            // Of few it is not true, so that it takes no rows to look at.
            indexed.add(new Piece("position <= ?", filter.upTo()));
        }
        if (!filter.ids().isEmpty()) {
            equal("id = any(?)", (Object) filter.ids().toArray(UUID[]::new));
        }
        if (filter.requestId() != null) {
            equal("request_id = ?", filter.requestId());
        }
        if (person != null) {
            equal("person = ?", person);
        }
        resource(filter);
        if (filter.isByPatient()) {
            // Sealed: whether it is this one shows when it is opened.
            others.add(new Piece("actor is null"));
        } else if (filter.actor() != null) {
            equal("actor = ?", filter.actor());
        }
        filter.acts().forEach(this::acts);
        if (!filter.outcomes().isEmpty()) {
            others.add(new Piece("outcome = any(?)", (Object) texts(filter.outcomes())));
        }
        if (filter.code() != null) {
            others.add(new Piece("code = ?", filter.code()));
        }
        if (filter.emitter() != null) {
            others.add(new Piece("emitter = ?", filter.emitter()));
        }
    }

    private void resource(EntryFilter filter) {
        if (filter.resourceType() == null || filter.resourceId() == null) {
            if (filter.resourceType() != null) {
                others.add(new Piece("resource_type = ?", filter.resourceType()));
            } else if (filter.resourceId() != null) {
                others.add(new Piece("resource_id = ?", filter.resourceId()));
            }
        } else if (filter.isOfPatient()) {
            others.add(new Piece("resource_type = ? and resource_id is null", filter.resourceType()));
        } else {
            equal("resource_type = ? and resource_id = ?", filter.resourceType(), filter.resourceId());
        }
    }

    private void acts(EntryFilter.Acts any) {
        List<String> named = new ArrayList<>();
        any.interactions().forEach(interaction -> named.addAll(interaction.verbs()));
        others.add(
                any.interactions().contains(Interaction.OPERATION)
                        ? new Piece(
                                "(action = any(?) or " + VERB + " = any(?) or " + VERB + " <> all(?))",
                                texts(any.actions()),
                                texts(named),
                                texts(Interaction.knownVerbs()))
                        : new Piece("(action = any(?) or " + VERB + " = any(?))", texts(any.actions()), texts(named)));
    }

    /** The first one is what an index finds. */
    private void equal(String condition, Object... values) {
        (found ? others : indexed).add(new Piece(condition, values));
        found = true;
    }

    private void time(String condition, Instant at) {
        if (at != null) {
            indexed.add(new Piece(condition, at.atOffset(ZoneOffset.UTC)));
        }
    }

    private static String[] texts(Collection<String> values) {
        return values.toArray(String[]::new);
    }

    void addIndexed(Statement statement) {
        add(statement, indexed);
    }

    boolean hasOthers() {
        return !others.isEmpty();
    }

    void addOthers(Statement statement) {
        add(statement, others);
    }

    private static void add(Statement statement, List<Piece> pieces) {
        for (int i = 0; i < pieces.size(); i++) {
            statement.add(i == 0 ? "" : " and ").add(pieces.get(i));
        }
    }
}
