// SPDX-License-Identifier: EPL-2.0
/** PDF files written by hand into buffers that are wiped: pages, letters, reports, QR symbols. */
@NullMarked
package org.keywright.letters.internal;

import org.jspecify.annotations.NullMarked;
