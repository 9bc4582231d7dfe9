package io.restoreverifier.outlet.status;

import io.restoreverifier.model.Settings;

/** Which of the pages goes elsewhere; one that names everything must not become public by a default. */
enum OnePage {
    INTERNAL("STATUS_PAGE"),
    PUBLIC("STATUS_PAGE_PUBLIC");

    private final String variable;

    OnePage(String variable) {
        this.variable = variable;
    }

    /** As a {@link Publisher} is told its folder. */
    String variable() {
        return variable;
    }

    /**
     * Reads the key {@code page}.
     *
     * @param open whether there is a public page
     */
    static OnePage read(Settings settings, boolean open) {
        OnePage which = settings.choice("page", OnePage.class).orElse(INTERNAL);
        if (!settings.has("page")) {
            settings.problem("page", "is missing", "write `page: public` or `page: internal`");
        } else if (which == PUBLIC && !open) {
            settings.problem("page", "there is no public page", "add `public:` to `status-page:`");
        }
        return which;
    }
}
