package org.visita.gateway.door;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.visita.kit.audit.AuditNote;
import org.visita.kit.audit.OpenAct;
import org.visita.kit.problem.Refusal;

/** What the audit trail will say of one request, as far as it is known. Lives on one event loop. */
final class Deed {

    /** As the contract has them: what a service says in any other form would not be taken. */
    private static final Pattern ACTION = Pattern.compile("[a-z][A-Za-z-]*(\\.[a-z][A-Za-z-]*)+");

    private static final Pattern TYPE = Pattern.compile("[A-Za-z][A-Za-z-]*");

    private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    private static final int LONGEST_WORD = 64;

    /** What a service calls what it did not come to do: the door knows more. */
    private static final String ANY_REQUEST = "Request";

    private static final String PATIENT = "Patient";

    /** Whom a search is about, below /v1 and of FHIR; an actor may be somebody else. */
    private static final Pattern PATIENT_IN_QUERY = Pattern.compile(
            "(?:^|&)(?:patient(?:Id)?=(?:Patient(?:/|%2[Ff]))?|(?:actor|patient)=Patient(?:/|%2[Ff]))([0-9a-f-]{36})(?:&|$)");

    private final String requestId;
    private final long startedAt = System.nanoTime();
    private Target target;
    private String action;
    private String type;
    private String resourceId;
    private String patientId;
    private boolean letIn;
    private Refusal refusal;
    private AuditNote note;
    private OpenAct open;
    private boolean decided;
    private boolean over;

    Deed(String requestId) {
        this.requestId = requestId;
    }

    /** One of several that came as one. */
    Deed part(int index) {
        return new Deed(requestId + "." + index);
    }

    String requestId() {
        return requestId;
    }

    long elapsedMillis() {
        return (System.nanoTime() - startedAt) / 1_000_000;
    }

    void asksFor(Target what) {
        this.target = what;
    }

    /** Null until the address has been read. */
    Target target() {
        return target;
    }

    /** Where a caller that is known would like to go. */
    void aimsAt(Route route) {
        isAbout(route.type(), route.idIn(target.path()));
        this.patientId = PATIENT.equals(type) ? resourceId : patientIn(target.query());
    }

    /** Of what the door does itself. */
    void is(String what) {
        this.action = what;
    }

    /** @param id null where it is no single record */
    void isAbout(String ofType, String id) {
        this.type = ofType;
        this.resourceId = id;
    }

    /** Allowed, by all that the door can see: from here on it may be done. */
    void isLetIn(String what) {
        is(what);
        this.letIn = true;
    }

    private static String patientIn(String query) {
        if (query == null || !query.contains("atient")) {
            return null;
        }
        Matcher found = PATIENT_IN_QUERY.matcher(query);
        return found.find() ? found.group(1) : null;
    }

    boolean isLetIn() {
        return letIn;
    }

    /** What it is answered with, by the door itself. */
    void isRefused(Refusal because) {
        this.refusal = because;
    }

    /** Null if the door did not refuse it. */
    Refusal refusal() {
        return refusal;
    }

    /** @param notes what the service says that it did; what it says twice it does not say */
    void isNoted(List<String> notes) {
        if (notes.size() == 1) {
            AuditNote.parse(notes.getFirst())
                    .filter(said -> fits(ACTION, said.action()) && fits(TYPE, said.resourceType()))
                    .ifPresent(said -> this.note = said);
        }
    }

    private static boolean fits(Pattern form, String said) {
        return said.length() <= LONGEST_WORD && form.matcher(said).matches();
    }

    /** Its answer stands, or that of the service that did it: how it ended is known, whoever hears of it. */
    void isDecided() {
        this.decided = true;
    }

    /** False: its caller left before. */
    boolean wasDecided() {
        return decided;
    }

    /** Whether it says more than the door knows. */
    private boolean isToldMore() {
        return note != null && !note.resourceType().equals(ANY_REQUEST);
    }

    /** Null until it is known. */
    String action() {
        return isToldMore() || action == null && note != null ? note.action() : action;
    }

    /** Null until it is known; so are the two below, and where there is none. */
    String type() {
        return isToldMore() || type == null && note != null ? note.resourceType() : type;
    }

    String resourceId() {
        boolean ofOther = isToldMore() && !note.resourceType().equals(type);
        return note != null && note.resourceId() != null ? note.resourceId() : ofOther ? null : resourceId;
    }

    String patientId() {
        return note != null && note.patientId() != null ? note.patientId() : patientId;
    }

    /** As the service says; null if it does not. */
    String codeOfService() {
        return note != null && note.code() != null && fits(CODE, note.code()) ? note.code() : null;
    }

    void isOpen(OpenAct begun) {
        this.open = begun;
    }

    /** Null if it has not been noted in the trail yet. */
    OpenAct open() {
        return open;
    }

    /** True the first time. */
    boolean ends() {
        boolean first = !over;
        over = true;
        return first;
    }
}
