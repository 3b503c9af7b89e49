package samples.mediators;

import dev.myelin.engine.mediator.spi.Mediation;
import dev.myelin.engine.mediator.spi.MediationMessage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes a discount off the price of a quote, and a bonus for the first few of them. */
public final class DiscountQuoteMediator implements Mediation {
    private static final Pattern LAST = Pattern.compile("(last>)([0-9.]+)(<)");

    private int discountFactor;
    private int bonusFor;

    /** In percent. */
    public void setDiscountFactor(int percent) {
        discountFactor = percent;
    }

    /** How many quotes get a bonus. */
    public void setBonusFor(int quotes) {
        bonusFor = quotes;
    }

    @Override
    public boolean mediate(MediationMessage message) {
        Matcher last = LAST.matcher(message.text());
        String changed = last.replaceAll(found -> {
            double price = Double.parseDouble(found.group(2)) * (100 - discountFactor) / 100;
            return found.group(1) + (bonusFor > 0 ? price - 1 : price) + found.group(3);
        });
        message.setText(changed, message.contentType());
        return true;
    }
}
