package org.visita.gateway.door;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import org.visita.gateway.open.OpenPage;

/** What is asked for without a key: by whole paths, so that nothing beside them is open. All made at the start. */
@Startup
@ApplicationScoped
class OpenPages {

    private record Place(OpenPage page, Route route) {}

    private final Map<String, Place> byPath = new HashMap<>();
    private final Map<String, Place> byFolder = new HashMap<>();
    private final Doorkeeper doorkeeper;
    private final Answers answers;

    @Inject
    OpenPages(@Any Instance<OpenPage> pages, Doorkeeper doorkeeper, Answers answers) {
        this.doorkeeper = doorkeeper;
        this.answers = answers;
        pages.forEach(page -> {
            page.paths().forEach(path -> {
                if (byPath.put(path, new Place(page, routeOf(path))) != null) {
                    throw new IllegalStateException("two pages stand at " + path);
                }
            });
            page.folders().forEach(folder -> byFolder.put(folder + "/", new Place(page, routeOf(folder))));
        });
    }

    private static Route routeOf(String path) {
        int slash = path.lastIndexOf('/') + 1;
        return new Route(path.substring(0, slash), path.substring(slash), null, null, null, null, 0);
    }

    /** False if nothing stands there for everybody. */
    boolean serve(Passage passage) {
        Place place = find(passage.target().path());
        if (place == null) {
            return false;
        }
        passage.goesTo(place.route());
        passage.deed().is(place.page().action());
        passage.deed().isAbout("Page", null);
        place.page().serve(new DoorVisit(passage, doorkeeper, answers));
        return true;
    }

    private Place find(String path) {
        Place place = byPath.get(path);
        int end = path.indexOf('/', 1);
        return place == null && end > 0 ? byFolder.get(path.substring(0, end + 1)) : place;
    }
}
