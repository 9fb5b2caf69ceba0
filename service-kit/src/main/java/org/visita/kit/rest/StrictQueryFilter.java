package org.visita.kit.rest;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.visita.kit.problem.FieldError;
import org.visita.kit.problem.Refusal;

/**
 * A query parameter that an operation does not know is an error of the caller, not noise: a misspelt filter would
 * otherwise answer with everything. The same for a single-valued one that comes twice, for a number that is none
 * (which the REST layer would answer with 404), and for a switch that is neither on nor off (which it would take as off).
 */
public final class StrictQueryFilter {

    private record Expected(boolean many, boolean number, boolean truth) {}

    private final Map<Method, Map<String, Expected>> known = new ConcurrentHashMap<>();

    @ServerRequestFilter
    public void check(ContainerRequestContext request, ResourceInfo resource) {
        Map<String, List<String>> sent = request.getUriInfo().getQueryParameters();
        Method method = resource.getResourceMethod();
        if (sent.isEmpty() || method == null) {
            return;
        }
        Map<String, Expected> names = known.computeIfAbsent(method, StrictQueryFilter::parameters);
        List<FieldError> errors = new ArrayList<>();
        sent.forEach((name, values) -> {
            if (!names.containsKey(name)) {
                // The name is the caller's text, but a name: it is needed to find the error, and cut to a sane length.
                errors.add(
                        new FieldError("?" + (name.length() > 40 ? name.substring(0, 40) : name), "is not known here"));
            } else if (values.size() > 1 && !names.get(name).many()) {
                errors.add(new FieldError("?" + name, "may come only once"));
            } else if (values.getFirst().isEmpty()) {
                // The REST layer takes it for one that did not come: a filter left empty would find everything.
                errors.add(new FieldError("?" + name, "is empty"));
            } else if (names.get(name).number() && !isNumber(values.getFirst())) {
                errors.add(new FieldError("?" + name, "is a whole number"));
            } else if (names.get(name).truth() && !values.getFirst().matches("true|false")) {
                errors.add(new FieldError("?" + name, "is true or false"));
            }
        });
        if (!errors.isEmpty()) {
            throw Refusal.invalid(errors).asException();
        }
    }

    private static boolean isNumber(String value) {
        return value.matches("-?[0-9]{1,9}");
    }

    private static Map<String, Expected> parameters(Method method) {
        Map<String, Expected> names = new HashMap<>();
        for (Parameter parameter : method.getParameters()) {
            if (parameter.isAnnotationPresent(BeanParam.class)) {
                for (Field field : parameter.getType().getDeclaredFields()) {
                    add(names, field, field.getName(), field.getType());
                }
            } else {
                add(names, parameter, parameter.getName(), parameter.getType());
            }
        }
        return names;
    }

    private static void add(Map<String, Expected> names, AnnotatedElement element, String ownName, Class<?> type) {
        Expected expected =
                new Expected(Collection.class.isAssignableFrom(type), type == Integer.class, type == boolean.class);
        RestQuery rest = element.getAnnotation(RestQuery.class);
        QueryParam query = element.getAnnotation(QueryParam.class);
        if (rest != null) {
            names.put(rest.value().isEmpty() ? ownName : rest.value(), expected);
        } else if (query != null) {
            names.put(query.value(), expected);
        }
    }
}
