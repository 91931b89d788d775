// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.download;

/**
 * One fault of a device list.
 *
 * @param line the line, from 1; the header is line 1
 * @param column the column's name, or empty where the line as a whole is meant
 * @param words what is wrong
 */
public record DeviceListFault(long line, String column, String words) {
  @Override
  public String toString() {
    return "line " + line + (column.isEmpty() ? "" : ", column " + column) + ": " + words;
  }
}
