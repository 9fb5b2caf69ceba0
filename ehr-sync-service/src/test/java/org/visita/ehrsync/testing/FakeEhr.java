package org.visita.ehrsync.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * An EHR that misbehaves on command: a FHIR R4 server of what deliveries use (conditional create, versions, If-Match,
 * search by identifier), strict where real ones are. It knows JSON, not our code.
 */
public final class FakeEhr implements AutoCloseable {

    static final ObjectMapper JSON = new ObjectMapper();

    private final EhrShelf shelf = new EhrShelf();
    private final WriteLedger ledger = new WriteLedger();
    private final EhrRest rest = new EhrRest(shelf, ledger);
    private final RequestLog log = new RequestLog();
    private final Traffic traffic = new Traffic();
    private final EhrMood mood = new EhrMood(rest, log, traffic);
    private final EhrDoor door = mood.door();

    public static FakeEhr start() {
        FakeEhr ehr = new FakeEhr();
        ehr.goUp();
        return ehr;
    }

    /** Keeps the newest version of each resource, and no list of requests: for tests of thousands. */
    public FakeEhr forgetful() {
        shelf.keepNewestOnly();
        log.countOnly();
        return this;
    }

    public FakeEhr behavingLike(EhrSemantics semantics) {
        rest.behaveLike(semantics);
        return this;
    }

    /** At the same address as before, with all that it held. */
    public void goUp() {
        door.open();
    }

    /** Refuses connections from now on. */
    public void goDown() {
        door.shut();
    }

    public String baseUrl() {
        return "http://127.0.0.1:" + door.port() + "/fhir";
    }

    public FakeEhr with(Fault fault) {
        return with(FaultPlan.together(fault));
    }

    /** Plans add up: a request meets the first fault that any of them has for it. */
    public FakeEhr with(FaultPlan plan) {
        mood.add(plan);
        return this;
    }

    public void behave() {
        mood.clear();
    }

    /** How long it takes over every request. */
    public void pace(Duration each) {
        mood.pace(each);
    }

    /** Puts a resource there by hand, as its staff would. */
    public String put(String type, String json) {
        return shelf.create(type, (ObjectNode) parse(json)).id();
    }

    /** Changes a resource by hand. */
    public void edit(String type, String id, UnaryOperator<ObjectNode> change) {
        synchronized (shelf) {
            Stored held = shelf.find(type, id).orElseThrow();
            shelf.replace(type, held, change.apply(held.resource()));
        }
    }

    public void delete(String type, String id) {
        shelf.delete(type, id);
    }

    public List<ObjectNode> all(String type) {
        return shelf.all(type).stream().map(Stored::resource).toList();
    }

    /** How many there are, without a look at each. */
    public int count(String type) {
        return shelf.all(type).size();
    }

    /** The one Appointment of a booking; empty if there is none, a failure if there are two. */
    public Optional<ObjectNode> appointmentOf(String bookingId) {
        List<Stored> found = shelf.search("Appointment", Samples.BOOKING_SYSTEM + "|" + bookingId);
        if (found.size() > 1) {
            throw new AssertionError(found.size() + " Appointments of one booking");
        }
        return found.stream().findFirst().map(Stored::resource);
    }

    /** What the Appointment looked like, from the first to the last. */
    public List<ObjectNode> history(String type, String id) {
        return shelf.history(type, id).stream()
                .filter(Stored::isThere)
                .map(Stored::resource)
                .toList();
    }

    /** Versions of a booking in the order in which they were written into its Appointment, by hand excepted. */
    public List<Integer> versionsWritten(String bookingId) {
        return ledger.of(bookingId);
    }

    /** The same of every booking. */
    public Map<String, List<Integer>> versionsWritten() {
        return ledger.all();
    }

    public List<EhrRequest> requests() {
        return log.all();
    }

    public int requestCount() {
        return log.count();
    }

    public int mostAtOnce() {
        return traffic.most();
    }

    /** The most writes about one and the same booking that were ever under way together. */
    public int mostAtOnceForOneBooking() {
        return traffic.mostForOne();
    }

    /** Requests where a redirect led. */
    public int strayed() {
        return door.strayed();
    }

    static String outcome(String diagnostics) {
        return """
                {"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"processing","diagnostics":"%s"}]}""".formatted(diagnostics);
    }

    static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }

    @Override
    public void close() {
        mood.close();
    }
}
