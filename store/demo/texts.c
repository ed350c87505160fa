#include "store/demo/demo.h"

#define ROUND(list, i) ((list)[(i) % (sizeof(list) / sizeof(*(list)))])

struct text {
	const char *code;
	const char *text;
};

/* What applicants write. */
static const struct text EXPLANATIONS[] = {
	{ "medical",
	  "Ik kan de trap niet meer op na een operatie aan mijn heup. Ik slaap nu in "
	  "de woonkamer. De huisarts heeft een brief geschreven." },
	{ "medical",
	  "Door COPD kan ik niet meer tegen het vocht en de schimmel in mijn woning. "
	  "De longarts raadt een andere woning aan." },
	{ "medical",
	  "Onze zoon zit in een rolstoel en de deuren zijn te smal. Aanpassen kan "
	  "volgens de verhuurder niet." },
	{ "breakup",
	  "Wij gaan scheiden. De kinderen blijven bij mij, maar ik moet de woning uit "
	  "omdat mijn partner de huurder is." },
	{ "breakup",
	  "Sinds de breuk slaap ik met de kinderen bij mijn zus op een kamer. Zij "
	  "heeft zelf drie kinderen." },
	{ "violence",
	  "Ik ben met mijn kinderen gevlucht en zit nu in de opvang. Terug kan niet, "
	  "dat is te gevaarlijk." },
	{ "violence",
	  "Mijn ex bedreigt mij en weet waar ik woon. De politie en Veilig Thuis zijn "
	  "erbij betrokken." },
	{ "care", "Ik zorg elke dag voor mijn moeder. Ik woon een uur reizen bij haar "
		  "vandaan en "
		  "houd dit niet meer vol." },
	{ "care", "Mijn vader heeft dag en nacht hulp nodig. Als ik dichterbij woon, "
		  "kan hij thuis "
		  "blijven wonen." },
	{ "homeless",
	  "De rechter heeft de huur ontbonden. Ik moet er over vier weken uit en heb "
	  "nergens anders plek." },
	{ "homeless",
	  "De eigenaar verkoopt het huis en mijn tijdelijke contract stopt. Ik reageer "
	  "elke week, maar krijg niets." },
	{ "outflow",
	  "Ik woon nu begeleid en kan volgens mijn begeleider zelfstandig wonen. De "
	  "plek is nodig voor een ander." },
	{ "outflow",
	  "Mijn behandeling in de kliniek is klaar. Ik mag pas weg als ik een eigen "
	  "woning heb." },
	{ "refugee",
	  "Ik heb een verblijfsvergunning en woon nog in het azc. Mijn vrouw en "
	  "kinderen komen over drie maanden." },
	{ "demolition",
	  "Ons blok wordt gesloopt. De corporatie heeft de huur opgezegd en er is "
	  "geen wisselwoning aangeboden." },
	{ "calamity",
	  "Door de brand bij de buren is onze woning onbewoonbaar verklaard. Wij "
	  "slapen nu in een hotel." },
	{ "financial",
	  "Ik ben mijn baan kwijt en kan de huur niet meer betalen. Ik zoek een "
	  "goedkopere woning." },
	{ "other",
	  "De woning is te klein voor ons gezin. Wij verwachten een vierde kind." },
};

const char *text_explanation(struct strv category, unsigned i)
{
	const size_t n = sizeof(EXPLANATIONS) / sizeof(*EXPLANATIONS);
	unsigned found = 0;

	for (size_t at = 0; at < n; at++)
		found += strv_eq(category, strv(EXPLANATIONS[at].code));
	for (size_t at = 0; at < n; at++)
		if (strv_eq(category, strv(EXPLANATIONS[at].code)) && i-- % found == 0)
			return EXPLANATIONS[at].text;
	return "Ik heb dringend een andere woning nodig.";
}

const char *text_note(unsigned i)
{
	static const char *const list[] = {
		"Gebeld: aanvrager vraagt wanneer het besluit komt. Datum uitgelegd.",
		"Gebeld, niet bereikt. Voicemail ingesproken met ons nummer.",
		"Overlegd met het wijkteam. Zij kennen het gezin en sturen verslag.",
		"Verhuurder bevestigt de opzegging; de brief zit bij de bewijsstukken.",
		"Aanvrager geeft door dat het telefoonnummer is veranderd.",
		"Schuldhulp loopt sinds dit voorjaar; contactpersoon is bekend.",
		"Moeder belde namens aanvrager. Geen machtiging, dus niets verteld.",
		"BRP nagekeken: inschrijving klopt met de opgave.",
		"Aanvrager spreekt weinig Nederlands; volgende keer met tolk bellen.",
		"Corporatie meldt dat er geen huurschuld is.",
		"Huisbezoek gehad. De situatie is zoals beschreven.",
		"Inkomen nagerekend: blijft onder de grens.",
	};
	return ROUND(list, i);
}

const char *text_question(unsigned i)
{
	static const char *const list[] = {
		"Stuur ons een kopie van uw huurcontract en de laatste drie "
		"loonstroken.",
		"Wij missen het ouderschapsplan of de uitspraak van de rechter.",
		"Stuur ons een brief van uw behandelaar waarin staat dat verhuizen "
		"nodig is.",
		"Stuur ons de opzegging van de verhuurder en een bewijs van "
		"inschrijving als "
		"woningzoekende.",
		"Wij missen uw belastingaangifte van vorig jaar en een kopie van uw "
		"paspoort.",
		"Stuur ons een Nederlandse vertaling van de akte die u meestuurde.",
	};
	return ROUND(list, i);
}

static const struct text REASONS[] = {
	{ "a", "Uw woning is klein, maar u kunt er blijven wonen. Er is geen dreiging "
	       "dat u op "
	       "straat komt te staan. Wij zien geen probleem dat binnen zes maanden "
	       "opgelost "
	       "moet zijn." },
	{ "b", "U heeft uw vorige woning zelf opgezegd voordat u een andere woning "
	       "had. Daardoor "
	       "is het probleem ontstaan." },
	{ "c", "U staat lang ingeschreven en kunt met uw punten ook zonder urgentie "
	       "een woning "
	       "vinden. In het afgelopen half jaar heeft u vier keer gereageerd." },
	{ "d", "Een traplift en een aanpassing van de badkamer lossen uw probleem op. "
	       "Daarvoor "
	       "kunt u terecht bij de Wmo." },
	{ "e", "U staat sinds vier maanden in Voorbeeldstad ingeschreven en u werkt "
	       "hier niet." },
	{ "f",
	  "Uw inkomen is volgens uw aangifte hoger dan de grens voor uw huishouden." },
	{ "g", "U huurt een kamer. U laat dus geen zelfstandige woning achter." },
	{ "h",
	  "Vorig jaar wezen wij uw aanvraag af. U noemt nu dezelfde redenen en stuurt "
	  "dezelfde stukken mee." },
	{ "i",
	  "Uit de registratie blijkt dat u nog niet aan deze voorwaarde voldoet." },
	{ "j",
	  "U had urgentie en weigerde twee woningen die bij uw zoekprofiel pasten." },
	{ "k", "De kinderen staan ingeschreven bij de andere ouder en wonen daar de "
	       "meeste dagen." },
	{ "l", "De arts ziet wel klachten, maar geen verband met uw woning." },
	{ "u1", "Wij kregen geen loonstroken en geen huurcontract." },
	{ "u2", "Wij kregen de vertaling van de akte niet." },
	{ "t1",
	  "U kunt niet in uw woning blijven en u heeft er alles aan gedaan om zelf een "
	  "oplossing te vinden." },
	{ "t2", "De opvang of de zorg die u geeft is aangetoond met stukken." },
	{ "t3", "Door de samenloop van omstandigheden zou afwijzen in uw geval "
		"onredelijk zijn." },
	{ "h1", "De adviseur heeft meer tijd nodig. Wij vragen er elke week naar." },
	{ "h2",
	  "De rechter doet binnenkort uitspraak over waar de kinderen gaan wonen." },
};

const char *text_reasons(struct strv ground)
{
	for (size_t at = 0; at < sizeof(REASONS) / sizeof(*REASONS); at++)
		if (strv_eq(ground, strv(REASONS[at].code)))
			return REASONS[at].text;
	return "Wij hebben alles wat u schreef en meestuurde gewogen.";
}

const char *text_child(unsigned i)
{
	static const char *const list[] = {
		"Uw kinderen houden een dak boven hun hoofd en kunnen op hun school "
		"blijven. "
		"Hun belang is belangrijk, maar weegt hier niet zwaarder.",
		"Wij hebben met school en wijkteam gesproken. Uw kinderen zijn veilig "
		"en hun "
		"zorg gaat door.",
		"Uw kinderen kunnen de hele week bij de andere ouder wonen, dicht bij "
		"hun "
		"school.",
	};
	return ROUND(list, i);
}

const char *text_return(unsigned i)
{
	static const char *const list[] = {
		"De reden is nog te algemeen. Noem het inkomen en de grens.",
		"Het belang van de kinderen is niet genoeg uitgewerkt.",
		"Grond c past hier beter; leg uit wat de aanvrager zelf kon doen.",
		"Vraag eerst na of het advies van de arts al binnen is.",
	};
	return ROUND(list, i);
}

const char *text_withdraw(unsigned i)
{
	static const char *const list[] = {
		"Aanvrager heeft zelf een woning gevonden.",
		"Aanvrager trekt de aanvraag per e-mail in.",
		"Aanvrager is bij familie in een andere gemeente gaan wonen.",
		"Aanvrager dient later een nieuwe aanvraag in met meer stukken.",
	};
	return ROUND(list, i);
}

const char *text_void(unsigned i)
{
	static const char *const list[] = {
		"Dubbel ingevoerd door de balie.",
		"Was een vraag over woningruil, geen aanvraag om urgentie.",
	};
	return ROUND(list, i);
}
