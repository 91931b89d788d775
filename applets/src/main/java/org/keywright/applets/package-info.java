// SPDX-License-Identifier: EPL-2.0
/**
 * Security units as Java Card applets (Java Card 3.0.5, classic edition): a first unit ({@link
 * org.keywright.applets.FirstUnit}), a second unit ({@link org.keywright.applets.SecondUnit}) and a
 * removable module ({@link org.keywright.applets.RemovableModule}), written from {@code
 * docs/protocols} alone. All of it is one package, so that it becomes one CAP file.
 *
 * <p>The rules of the place: objects and arrays are made while an applet is installed and never
 * afterwards. Fields of objects are non-volatile, so they are final; what changes is in arrays.
 * Arrays of volatile memory hold what belongs to a command ({@code CLEAR_ON_DESELECT}) or to what
 * was begun since the card was switched on ({@code CLEAR_ON_RESET}); secrets are in no other array
 * in clear. Whatever changes a non-volatile array that counts lies in one transaction. A refusal is
 * an {@link javacard.framework.ISOException}. Applets run on one thread.
 *
 * <p>Read {@link org.keywright.applets.Unit} first, then one of the three.
 */
package org.keywright.applets;
