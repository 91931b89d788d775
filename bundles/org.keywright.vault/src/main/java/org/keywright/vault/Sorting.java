// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

/**
 * An order of what is listed. Those that are alike in the column follow each other by what tells
 * them apart, such as their number, in the same direction.
 *
 * @param by the column; texts are sorted as the database sorts them, and names of states and kinds
 *     by the name of the constant
 * @param descending whether the highest comes first
 * @param <C> the columns that there are
 */
public record Sorting<C extends Enum<C>>(C by, boolean descending) {}
