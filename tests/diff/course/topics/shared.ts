/** How many hundredths a whole has: two topics divide by it. */
export const whole = 100;
