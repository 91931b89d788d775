// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

/** How a job stands. */
public enum JobState {
  /** At work, or broken off without a word: a job found so at start can be resumed. */
  RUNNING,
  /** Ended with every item done. */
  DONE,
  /** Ended, with items that are not done. */
  INCOMPLETE,
  /** Cancelled by somebody; can be resumed. */
  CANCELLED
}
