package io.restoreverifier.model;

/** How much a finding weighs. Only {@link #ERROR} decides a verdict. */
public enum Severity {
    ERROR,
    WARNING,
    INFO
}
