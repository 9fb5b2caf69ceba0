package org.visita.kit.topics;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;

/**
 * Events as JSON. Apart from the mapper of the REST side on purpose: that one refuses unknown fields, this one has to
 * read what a newer producer adds.
 */
public final class EventJson {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(new Jdk8Module())
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private EventJson() {}

    public static byte[] write(Object event) {
        try {
            return MAPPER.writeValueAsBytes(event);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("an event of ours cannot be written", impossible);
        }
    }

    /** @throws UnreadableEventException if the bytes are no event of this type; its message quotes none of them */
    public static <T> T read(byte[] bytes, Class<T> type) {
        try {
            T event = bytes == null ? null : MAPPER.readValue(bytes, type);
            if (event == null) {
                throw new UnreadableEventException("the record is empty");
            }
            return event;
        } catch (IOException notReadable) {
            throw new UnreadableEventException("the record is not a " + type.getSimpleName());
        }
    }
}
