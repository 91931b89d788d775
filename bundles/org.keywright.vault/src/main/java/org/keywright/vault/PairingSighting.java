// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

import java.time.Instant;
import java.util.OptionalLong;

/**
 * A report as it is kept.
 *
 * @param number its number, from 1
 * @param actor who reported it
 * @param module MSID
 * @param host SN
 * @param index the N that the module had afterwards
 * @param paired whether the two were paired just then
 * @param activity the activity counter CPT of their place, if the module told it
 * @param at when
 */
public record PairingSighting(
    long number,
    String actor,
    String module,
    String host,
    long index,
    boolean paired,
    OptionalLong activity,
    Instant at) {}
