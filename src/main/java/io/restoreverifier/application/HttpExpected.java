package io.restoreverifier.application;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.restoreverifier.model.Durations;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What an answer must be like.
 *
 * @param headers that it must have, with one of their values
 * @param contains texts that must be in it
 * @param lacks texts that must not be in it
 * @param matches a pattern that must be found in it
 * @param json values in it, by their JSON pointers (RFC 6901)
 * @param within how long it may take, up to its last byte
 */
record HttpExpected(
        int status,
        Map<String, String> headers,
        List<String> contains,
        List<String> lacks,
        Optional<Pattern> matches,
        Map<String, String> json,
        Optional<Duration> within) {

    HttpExpected {
        headers = Map.copyOf(headers);
        contains = List.copyOf(contains);
        lacks = List.copyOf(lacks);
        json = Map.copyOf(json);
    }

    /** What is not as expected, each in words that show nothing of the answer; empty when it holds. */
    List<String> wrongIn(HttpAnswer answer) {
        List<String> wrong = new ArrayList<>();
        if (answer.status() != status) {
            wrong.add("status " + answer.status());
        }
        new TreeMap<>(headers).forEach((name, value) -> {
            List<String> found = answer.header(name);
            if (!found.contains(value)) {
                wrong.add(found.isEmpty() ? "no header " + name : "another header " + name);
            }
        });
        wrongInText(answer, wrong);
        if (!json.isEmpty()) {
            wrongInJson(answer, wrong);
        }
        within.filter(limit -> answer.took().compareTo(limit) > 0)
                .ifPresent(limit -> wrong.add("an answer after " + Durations.format(answer.took())));
        return wrong;
    }

    private void wrongInText(HttpAnswer answer, List<String> wrong) {
        String text = answer.text();
        String size = answer.body().length + " bytes ";
        contains.stream()
                .filter(wanted -> !text.contains(wanted))
                .forEach(wanted -> wrong.add(size + "without `" + wanted + "`"));
        lacks.stream().filter(text::contains).forEach(unwanted -> wrong.add(size + "with `" + unwanted + "`"));
        matches.filter(pattern -> !pattern.matcher(text).find())
                .ifPresent(pattern -> wrong.add(size + "that do not match `" + pattern + "`"));
    }

    private void wrongInJson(HttpAnswer answer, List<String> wrong) {
        try {
            JsonNode whole = JsonMapper.builder().build().readTree(answer.body());
            new TreeMap<>(json).forEach((pointer, value) -> {
                JsonNode found = whole.at(pointer);
                if (!found.isValueNode() || !found.asText().equals(value)) {
                    wrong.add(found.isMissingNode() ? "nothing at " + pointer : "another value at " + pointer);
                }
            });
        } catch (JacksonException e) {
            wrong.add(answer.body().length + " bytes that are no JSON");
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory can be read", e);
        }
    }

    String inWords() {
        List<String> words = new ArrayList<>(List.of("status " + status));
        new TreeMap<>(headers).forEach((name, value) -> words.add("header " + name + " `" + value + "`"));
        contains.forEach(text -> words.add("`" + text + "`"));
        lacks.forEach(text -> words.add("no `" + text + "`"));
        matches.ifPresent(pattern -> words.add("a match of `" + pattern + "`"));
        new TreeMap<>(json).forEach((pointer, value) -> words.add(pointer + " `" + value + "`"));
        within.ifPresent(limit -> words.add("within " + Durations.format(limit)));
        return String.join(", ", words);
    }
}
