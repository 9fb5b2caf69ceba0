package org.visita.gateway.door;

import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.visita.gateway.pipe.Pipe;
import org.visita.gateway.token.InternalTokens;

/** What the door says to services about callers. */
@ApplicationScoped
class Introductions {

    private final Doorkeeper doorkeeper;
    private final InternalTokens tokens;

    @Inject
    Introductions(Doorkeeper doorkeeper, InternalTokens tokens) {
        this.doorkeeper = doorkeeper;
        this.tokens = tokens;
    }

    /** Of a caller who has just been recognised. */
    Pipe.Introduction of(Passage passage) {
        return new Pipe.Introduction(
                passage.principal().token(tokens), passage.address().text(), passage.requestId());
    }

    /**
     * The same some time after: who was welcome when the head of the request came may not be any more, or may do less.
     *
     * @return fails with a refusal then
     */
    Future<Pipe.Introduction> again(Passage passage) {
        return Future.<Void>succeededFuture()
                .compose(begun -> doorkeeper.recognise(passage))
                .map(principal -> {
                    passage.route()
                            .refuseUnless(
                                    principal,
                                    passage.request().method(),
                                    passage.target().path());
                    return of(passage);
                });
    }

    /** To the service that the request goes to. */
    Pipe.Caller caller(Passage passage) {
        return new Pipe.Caller() {
            @Override
            public Pipe.Introduction introduction() {
                return of(passage);
            }

            @Override
            public Future<Pipe.Introduction> again() {
                return Introductions.this.again(passage);
            }

            @Override
            public void answered(List<String> notes) {
                passage.deed().isNoted(notes);
                passage.deed().isDecided();
            }
        };
    }
}
