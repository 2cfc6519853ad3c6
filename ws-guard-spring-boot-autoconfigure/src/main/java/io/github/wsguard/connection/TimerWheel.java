/*
 * Copyright 2026 the ws-guard authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.wsguard.connection;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The timers of all connections: a ring of slots, each for the timers that are due in one
 * tick of some revolution (Varghese and Lauck, scheme 6). A timer is set, moved and
 * cancelled in constant time and takes no memory beyond its links. Safe for use by many
 * threads.
 */
final class TimerWheel {

	/**
	 * The slot of a timer that is not set.
	 */
	static final int NOWHERE = -1;

	/**
	 * How late a timer may be, in milliseconds.
	 */
	static final int TICK = 100;

	private static final int SLOTS = 1024;

	private final @Nullable Timer[] slots = new Timer[SLOTS];

	private long tick;

	/**
	 * Create an empty wheel.
	 * @param now the time, in milliseconds of the epoch
	 */
	TimerWheel(long now) {
		this.tick = now / TICK;
	}

	/**
	 * Set a timer anew.
	 * @param timer the timer
	 * @param due when it is due, in milliseconds of the epoch
	 */
	synchronized void schedule(Timer timer, long due) {
		unlink(timer);
		if (due != Long.MAX_VALUE) {
			// Never in the slot of this tick, which the hand has passed
			link(timer, Math.max(dueTick(due), this.tick + 1));
		}
	}

	/**
	 * Cancel a timer, if it is set.
	 */
	synchronized void cancel(Timer timer) {
		unlink(timer);
	}

	/**
	 * Move the hand on and take out whoever is due. Whatever the clock does, each slot is
	 * looked at once at most.
	 * @param now the time, in milliseconds of the epoch
	 * @return the timers that are due, which are no longer set
	 */
	synchronized List<Timer> advance(long now) {
		long target = now / TICK;
		if (target < this.tick) {
			turnBack(target);
		}
		List<Timer> due = new ArrayList<>();
		// Some of the next slot are due within this tick, and the others stay
		for (long step = Math.max(this.tick + 1, target - SLOTS + 2); step <= target + 1; step++) {
			collect(slot(step), now, due);
		}
		this.tick = target;
		return due;
	}

	/**
	 * The clock was set back: timers that were set since then have a slot that the hand
	 * would reach late.
	 */
	private void turnBack(long target) {
		this.tick = target;
		List<Timer> all = new ArrayList<>();
		for (Timer first : this.slots) {
			for (Timer timer = first; timer != null; timer = timer.next) {
				all.add(timer);
			}
		}
		all.forEach((timer) -> schedule(timer, timer.dueAt()));
	}

	private void collect(int slot, long now, List<Timer> due) {
		Timer timer = this.slots[slot];
		while (timer != null) {
			Timer next = timer.next;
			long dueAt = timer.dueAt();
			if (dueAt <= now) {
				unlink(timer);
				due.add(timer);
			}
			else if (slot(dueTick(dueAt)) != slot) {
				// Something passed meanwhile, so that it is due later than it was
				unlink(timer);
				link(timer, dueTick(dueAt));
			}
			timer = next;
		}
	}

	private static long dueTick(long due) {
		return Math.floorDiv(due, TICK) + 1;
	}

	private static int slot(long tick) {
		return (int) Math.floorMod(tick, (long) SLOTS);
	}

	private void link(Timer timer, long dueTick) {
		int slot = slot(dueTick);
		Timer first = this.slots[slot];
		timer.slot = slot;
		timer.next = first;
		timer.previous = null;
		if (first != null) {
			first.previous = timer;
		}
		this.slots[slot] = timer;
	}

	private void unlink(Timer timer) {
		if (timer.slot == NOWHERE) {
			return;
		}
		if (timer.previous != null) {
			timer.previous.next = timer.next;
		}
		else {
			this.slots[timer.slot] = timer.next;
		}
		if (timer.next != null) {
			timer.next.previous = timer.previous;
		}
		timer.next = null;
		timer.previous = null;
		timer.slot = NOWHERE;
	}

	/**
	 * Something that has a time. Its place in the wheel is part of it.
	 */
	abstract static class Timer {

		private @Nullable Timer next;

		private @Nullable Timer previous;

		private int slot = NOWHERE;

		/**
		 * Return when it has to be looked at again.
		 * @return milliseconds of the epoch, {@link Long#MAX_VALUE} for never
		 */
		abstract long dueAt();

	}

}
