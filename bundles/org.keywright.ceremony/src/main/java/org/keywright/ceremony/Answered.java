// SPDX-License-Identifier: EPL-2.0
package org.keywright.ceremony;

/**
 * What became of an answer.
 *
 * @param accepted whether the ceremony goes on; if not, the same is asked again, or the step begins
 *     anew
 * @param words what is to be told, without secrets
 */
public record Answered(boolean accepted, String words) {}
