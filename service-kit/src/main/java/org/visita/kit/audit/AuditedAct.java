package org.visita.kit.audit;

import java.util.regex.Pattern;
import org.visita.contracts.Actor;
import org.visita.contracts.audit.AuditEvent;
import org.visita.kit.rest.TraceIds;

/**
 * What somebody did, before it is numbered. Components as in {@link AuditEvent}. What came from the caller is left out
 * where it does not fit the contract: an entry without it is worth more than one that the audit service cannot take.
 *
 * @param traceId that of {@code traceParent}, if that is given; null where there is no trace
 * @param traceParent W3C header value of the request; null if it is not known
 */
public record AuditedAct(
        String clinic,
        Actor actor,
        String action,
        String resourceType,
        String resourceId,
        String patientId,
        AuditEvent.Outcome outcome,
        String code,
        String address,
        String requestId,
        String traceId,
        long durationMillis,
        String traceParent) {

    /** What a caller sent as an id may be any text, which does not belong on a topic. */
    private static final Pattern ID = Pattern.compile("[0-9a-f-]{36}|[0-9A-Za-z]{12}");

    private static final Pattern TRACE_PARENT = Pattern.compile("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");
    private static final Pattern ADDRESS = Pattern.compile("[0-9A-Fa-f:.]{1,48}(%[0-9A-Za-z]{1,15})?");
    private static final Pattern PLAIN = Pattern.compile("[!-~]+");

    public AuditedAct {
        resourceId = id(resourceId);
        patientId = id(patientId);
        address = matching(ADDRESS, address);
        requestId = fitting(requestId, 128);
        traceParent = matching(TRACE_PARENT, traceParent);
        traceId = traceParent == null ? traceId : traceParent.substring(3, 35);
    }

    /**
     * One of what is running: not for those who are told of it when something else may be.
     *
     * @param traceId null: that of the running request, if there is one
     */
    public AuditedAct(
            String clinic,
            Actor actor,
            String action,
            String resourceType,
            String resourceId,
            String patientId,
            AuditEvent.Outcome outcome,
            String code,
            String address,
            String requestId,
            String traceId,
            long durationMillis) {
        this(
                clinic,
                actor,
                action,
                resourceType,
                resourceId,
                patientId,
                outcome,
                code,
                address,
                requestId,
                traceId,
                durationMillis,
                running(traceId));
    }

    /** Never that of another request which happens to run where the end of this one is told. */
    private static String running(String traceId) {
        String running = TraceIds.currentTraceParent();
        return traceId == null || running != null && running.startsWith(traceId, 3) ? running : null;
    }

    private static String matching(Pattern pattern, String text) {
        return text != null && pattern.matcher(text).matches() ? text : null;
    }

    private static String id(String text) {
        return matching(ID, text);
    }

    private static String fitting(String text, int longest) {
        return text != null && text.length() <= longest && PLAIN.matcher(text).matches() ? text : null;
    }
}
