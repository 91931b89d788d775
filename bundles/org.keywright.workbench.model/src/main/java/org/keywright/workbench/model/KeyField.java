// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

/** What a person may edit of a key. */
public enum KeyField {
  /** What people call it; an application key has one. */
  LABEL,
  /** The end of its originator-usage period. */
  PROTECTS_UNTIL,
  /** The end of its recipient-usage period. */
  OPENS_UNTIL
}
