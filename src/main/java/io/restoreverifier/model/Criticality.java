package io.restoreverifier.model;

/** How much a backup matters to its owner, in Allure's words, most critical first. Never changes a verdict. */
public enum Criticality {
    BLOCKER,
    CRITICAL,
    NORMAL,
    MINOR,
    TRIVIAL
}
