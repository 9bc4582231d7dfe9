package io.restoreverifier.model;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What {@code expect:} says: a value, or a comparison such as {@code "> 0"}. Numbers compare by value, so that 0 and
 * 0.00 are the same.
 */
public record Expected(String operator, String operand) {
    private static final Pattern COMPARISON = Pattern.compile("^(>=|<=|>|<|!=|=)\\s*(.+)$");

    /** Reads it as users write it. */
    public static Expected parse(String text) {
        Matcher matcher = COMPARISON.matcher(text.strip());
        return matcher.matches()
                ? new Expected(matcher.group(1), matcher.group(2).strip())
                : new Expected("=", text);
    }

    /** An ordering needs a number to compare with. */
    public boolean isSound() {
        return operator.equals("=") || operator.equals("!=") || number(operand).isPresent();
    }

    /** Whether a value is as expected; none never is. */
    public boolean holds(@Nullable String found) {
        if (found == null) {
            return false;
        }
        Optional<BigDecimal> left = number(found);
        Optional<BigDecimal> right = number(operand);
        if (left.isPresent() && right.isPresent()) {
            return ordered(left.get().compareTo(right.get()));
        }
        boolean same = truth(found).equals(truth(operand));
        return operator.equals("=") && same || operator.equals("!=") && !same;
    }

    private boolean ordered(int comparison) {
        return switch (operator) {
            case "=" -> comparison == 0;
            case "!=" -> comparison != 0;
            case ">" -> comparison > 0;
            case ">=" -> comparison >= 0;
            case "<" -> comparison < 0;
            default -> comparison <= 0;
        };
    }

    /** PostgreSQL writes t and f for what users write as true and false. */
    private static String truth(String text) {
        return switch (text) {
            case "t" -> "true";
            case "f" -> "false";
            default -> text;
        };
    }

    private static Optional<BigDecimal> number(String text) {
        try {
            return Optional.of(new BigDecimal(text.strip()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** As users wrote it. */
    @Override
    public String toString() {
        return operator.equals("=") ? operand : operator + " " + operand;
    }
}
