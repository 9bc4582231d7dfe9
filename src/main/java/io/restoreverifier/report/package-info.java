/**
 * What a run has to say to people and programs: report.json, Allure.
 *
 * <p>Knows results only; nothing here decides a verdict.
 */
@NullMarked
package io.restoreverifier.report;

import org.jspecify.annotations.NullMarked;
