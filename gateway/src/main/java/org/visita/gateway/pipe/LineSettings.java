package org.visita.gateway.pipe;

import java.time.Duration;
import java.util.Optional;
import org.visita.gateway.GatewayConfig;

/**
 * What holds for one service: its own settings, and what all have in common where it has none.
 *
 * @param connections at most, to this service
 * @param waiting requests that may wait for one of them
 * @param uploads bodies too large to be held that may be on their way at the same time
 * @param requestTimeout until an answer begins, and then until its next piece
 * @param answerTimeout for a whole answer
 */
record LineSettings(int connections, int waiting, int uploads, Duration requestTimeout, Duration answerTimeout) {

    /** It begins with a search, and goes on as fast as its caller takes it. */
    LineSettings forLongAnswers(GatewayConfig.Pipe config) {
        return new LineSettings(connections, waiting, uploads, answerTimeout, config.longAnswerTimeout());
    }

    static LineSettings of(String service, GatewayConfig.Pipe config) {
        Optional<GatewayConfig.Service> own =
                Optional.ofNullable(config.services().get(service));
        return new LineSettings(
                own.flatMap(GatewayConfig.Service::connections).orElse(config.connections()),
                own.flatMap(GatewayConfig.Service::waiting).orElse(config.waiting()),
                own.flatMap(GatewayConfig.Service::uploads).orElse(config.uploads()),
                own.flatMap(GatewayConfig.Service::requestTimeout).orElse(config.requestTimeout()),
                own.flatMap(GatewayConfig.Service::answerTimeout).orElse(config.answerTimeout()));
    }
}
