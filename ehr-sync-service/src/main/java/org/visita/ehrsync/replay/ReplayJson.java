package org.visita.ehrsync.replay;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.visita.ehrsync.deadletter.DeadLetterFilter;
import org.visita.ehrsync.deadletter.NoteJson;
import org.visita.kit.problem.FieldError;
import org.visita.kit.problem.Refusal;

/** Replays as they stand on the wire. */
final class ReplayJson {

    private static final int FASTEST = 1000;
    private static final int USUAL_RATE = 10;
    private static final int USUAL_STOP = 10;
    private static final int MOST_FAILURES = 1_000_000;

    private ReplayJson() {}

    /**
     * Which open dead letters are tried again, and how. What is left out excludes none.
     *
     * @param perSecond 1 to 1,000; 10 unless given
     * @param stopAfter failures of this replay after which the rest is left alone; 0 for never, 10 unless given
     */
    record Wanted(
            String connectionId,
            String code,
            String cause,
            @JsonProperty("class") String deadClass,
            String from,
            String to,
            Integer perSecond,
            Integer stopAfter) {

        /** @throws org.visita.kit.problem.RefusedException with all that is wrong */
        Plan checked() {
            List<FieldError> errors = new ArrayList<>();
            DeadLetterFilter filter = DeadLetterFilter.of(
                    new DeadLetterFilter.Asked(connectionId, code, cause, deadClass, null, null, from, to),
                    NoteJson::pointer,
                    errors);
            int rate = perSecond == null ? USUAL_RATE : perSecond;
            int stop = stopAfter == null ? USUAL_STOP : stopAfter;
            if (rate < 1 || rate > FASTEST) {
                errors.add(new FieldError("/perSecond", "is a number from 1 to " + FASTEST));
            }
            if (stop < 0 || stop > MOST_FAILURES) {
                errors.add(new FieldError("/stopAfter", "is a number from 0 to " + MOST_FAILURES));
            }
            if (!errors.isEmpty()) {
                throw Refusal.invalid(errors).asException();
            }
            return new Plan(filter, rate, stop);
        }
    }

    /** The same, checked. */
    record Plan(DeadLetterFilter filter, int perSecond, int stopAfter) {}

    /** What a replay was asked to take; null where it excludes none. */
    record Criteria(
            String connectionId,
            String code,
            String cause,
            @JsonProperty("class") String deadClass,
            Instant from,
            Instant to) {

        static Criteria of(DeadLetterFilter filter) {
            return new Criteria(
                    filter.connection() == null ? null : filter.connection().toString(),
                    filter.code(),
                    filter.cause(),
                    filter.deadClass(),
                    filter.from(),
                    filter.to());
        }
    }

    /**
     * @param state {@code running}, {@code done}, {@code stopped} (by its rule) or {@code cancelled}
     * @param by who asked for it
     * @param total dead letters that matched when it was asked for
     * @param waiting for their turn, or for a connection that is paused or whose EHR does not answer
     * @param sent on their way: what became of them is not known yet
     * @param skipped there was nothing left to do about them, or the replay ended before their turn
     * @param estimatedEndAt by the rate; null once it has ended
     */
    record View(
            String id,
            String state,
            String by,
            Criteria criteria,
            int perSecond,
            int stopAfter,
            int total,
            int waiting,
            int sent,
            int written,
            int failed,
            int skipped,
            Instant startedAt,
            Instant endedAt,
            Instant estimatedEndAt) {}
}
