/** The words of the page in both of its languages, and the terms of the contract as each language says them. */

import type { Tongue } from "./state";

type Both = readonly [english: string, arabic: string];

const WORDS = {
  timeline: ["Time axis", "المحور الزمني"],
  map: ["Map", "الخريطة"],
  list: ["Events", "الأحداث"],
  filters: ["Filters", "المرشِّحات"],
  close: ["Close", "إغلاق"],
  clear: ["Clear all filters", "مسح كل المرشِّحات"],
  share: ["Copy link to this view", "نسخ رابط هذا العرض"],
  shared: ["Link copied", "نُسخ الرابط"],
  unshared: ["The address bar holds the link to this view", "رابط هذا العرض في شريط العنوان"],
  other: ["العربية", "English"],
  theme: ["Colours", "الألوان"],
  auto: ["as the system", "كالنظام"],
  light: ["light", "فاتحة"],
  dark: ["dark", "داكنة"],
  search: ["Search words, names, headlines", "ابحث في الكلمات والأسماء والعناوين"],
  searchShort: ["Free text", "نص حر"],
  from: ["From", "من"],
  to: ["To", "إلى"],
  dates: ["Dates", "التواريخ"],
  wholeRange: ["All dates", "كل التواريخ"],
  zoomIn: ["Zoom in", "تكبير"],
  zoomOut: ["Zoom out", "تصغير"],
  fit: ["Fit to places", "ملاءمة الأماكن"],
  lanes: ["Lanes by", "مسارات حسب"],
  type: ["Type", "النوع"],
  actor: ["Actor", "الفاعل"],
  place: ["Place", "المكان"],
  status: ["Status", "الصفة"],
  source: ["Source", "المصدر"],
  language: ["Language", "اللغة"],
  confidence: ["Least confidence", "أدنى ثقة"],
  core: ["Only what articles are about", "موضوع المقالات فقط"],
  findActor: ["Name of an actor…", "اسم فاعل…"],
  findPlace: ["Name of a place…", "اسم مكان…"],
  anyRole: ["acts, is acted on, or says so", "فاعلاً أو متلقياً أو متحدثاً"],
  remove: ["Remove", "إزالة"],
  whole: ["whole country", "البلد كله"],
  noMatch: ["No such name among the events shown", "لا اسم كهذا بين الأحداث المعروضة"],
  noEvents: ["This release has no events.", "لا أحداث في هذا الإصدار."],
  noResults: ["No event passes all filters.", "لا حدث يجتاز كل المرشِّحات."],
  noPlaces: ["No event shown has a place.", "لا مكان لأي من الأحداث المعروضة."],
  unplaced: ["without a place", "بلا مكان"],
  noActor: ["No actor named", "بلا فاعل مذكور"],
  events: ["events", "الأحداث"],
  event: ["event", "الأحداث"],
  of: ["of", "من"],
  articles: ["articles", "المقالات"],
  oneArticle: ["article", "المقالات"],
  article: ["Article", "المقال"],
  untitled: ["Untitled", "بلا عنوان"],
  published: ["published", "نُشر في"],
  open: ["Open the article", "فتح المقال"],
  date: ["Date", "التاريخ"],
  mode: ["Mode", "الصيغة"],
  trigger: ["Trigger", "الكلمة الدالة"],
  speaker: ["Said by", "بحسب"],
  recipient: ["Recipient", "المتلقي"],
  killed: ["Killed", "قتلى"],
  injured: ["Injured", "جرحى"],
  captured: ["Captured", "أسرى"],
  contexts: ["Contexts", "السياقات"],
  location: ["Place", "المكان"],
  sentence: ["The sentence", "الجملة"],
  evidence: ["What it rests on", "ما يستند إليه"],
  field: ["Field", "الحقل"],
  words: ["Words", "الكلمات"],
  characters: ["Characters", "الأحرف"],
  asRead: ["How sure", "درجة الثقة"],
  summary: ["Summary", "الخلاصة"],
  about: ["In the article", "في المقال"],
  subject: ["its subject", "موضوعه"],
  background: ["background", "خلفية"],
  previous: ["Previous event", "الحدث السابق"],
  next: ["Next event", "الحدث التالي"],
  unsure: ["exact day not stated", "اليوم غير مذكور"],
  axisHelp: [
    "Drag to move, Ctrl and wheel to zoom, click a bar or dot. Keys: arrows move, + and − zoom, 0 shows all, N and P go from event to event.",
    "اسحب للتحريك، Ctrl مع العجلة للتكبير، وانقر عموداً أو نقطة. المفاتيح: الأسهم للتحريك، + و− للتكبير، 0 لعرض الكل، N وP للتنقل بين الأحداث.",
  ],
  mapHelp: [
    "Drag to move, wheel to zoom, click a circle to filter by its place. Keys: arrows move, + and − zoom, 0 fits.",
    "اسحب للتحريك، والعجلة للتكبير، وانقر دائرة للتصفية بحسب مكانها. المفاتيح: الأسهم للتحريك، + و− للتكبير، 0 للملاءمة.",
  ],
  overviewHelp: ["All events by day; drag to choose dates", "كل الأحداث بحسب اليوم؛ اسحب لاختيار التواريخ"],
  hollow: ["hollow: denied, planned or hypothetical", "المفرَّغ: منفي أو مخطط أو مفترض"],
  dashed: ["dashed: somewhere in the country", "المتقطع: في مكان ما من البلد"],
  boundaries: ["Boundaries: Natural Earth, as drawn there", "الحدود: Natural Earth كما رُسمت فيها"],
  more: ["more", "أخرى"],
  strongest: ["the {n} most frequent of ", "الأكثر وروداً: {n} من "],
  outside: ["{n} events lie outside these dates", "{n} من الأحداث خارج هذه التواريخ"],
  day: ["a dot or bar: one day", "النقطة أو العمود: يوم"],
  bin: ["a bar: {n} days", "العمود: {n} يوماً"],
  top: ["the tallest: {n}", "أعلاها: {n}"],
  jump: ["Skip to the events", "انتقل إلى الأحداث"],
  data: ["Data", "البيانات"],
  needed: ["This browser is too old to unpack the page's data.", "هذا المتصفح أقدم من أن يفتح بيانات الصفحة."],
} satisfies Record<string, Both>;

export type Word = keyof typeof WORDS;

export function word(key: Word, tongue: Tongue, number?: number): string {
  const text = WORDS[key][tongue === "ar" ? 1 : 0];
  return number === undefined ? text : text.replace("{n}", count(number, tongue));
}

/** Terms of the contract in Arabic; English shows them as they are. */
const ARABIC: Readonly<Record<string, string>> = {
  AGREE: "اتفاق", CONSULT: "تشاور", SUPPORT: "تأييد", CONCEDE: "تنازل", COOPERATE: "تعاون", AID: "مساعدة",
  RETREAT: "تراجع", REQUEST: "مطالبة", ACCUSE: "اتهام", REJECT: "رفض", THREATEN: "تهديد", PROTEST: "احتجاج",
  SANCTION: "عقوبة", MOBILIZE: "تعبئة", COERCE: "إكراه", ASSAULT: "اعتداء",
  verbal_cooperation: "تعاون قولي", material_cooperation: "تعاون فعلي", verbal_conflict: "نزاع قولي",
  material_conflict: "نزاع فعلي",
  asserted: "مؤكَّد", denied: "منفي", planned: "مخطَّط", hypothetical: "مفترَض",
  visit: "زيارة", "third-party": "عبر طرف ثالث", multilateral: "متعدد الأطراف", phone: "هاتفياً", withdraw: "انسحاب",
  release: "إفراج", disarm: "نزع سلاح", ceasefire: "وقف إطلاق النار", access: "إتاحة الوصول", resign: "استقالة",
  assist: "مساعدة", change: "تغيير", yield: "إذعان", meet: "لقاء", disapprove: "استنكار", investigate: "تحقيق",
  allege: "ادعاء", restrict: "تقييد", arrest: "اعتقال", relations: "علاقات", expel: "طرد", territory: "أراضٍ",
  violence: "عنف", demo: "مظاهرة", riot: "شغب", strike: "إضراب", hunger: "إضراب عن الطعام", boycott: "مقاطعة",
  obstruct: "عرقلة", vandalize: "تخريب", convict: "إدانة", discontinue: "قطع", troops: "قوات", weapons: "أسلحة",
  police: "شرطة", militia: "ميليشيا", seize: "استيلاء", censor: "رقابة", curfew: "حظر تجول",
  "martial-law": "أحكام عرفية", deport: "ترحيل", withhold: "حجب", misinformation: "تضليل", cyber: "سيبراني",
  abduct: "خطف أو أسر", beat: "ضرب", torture: "تعذيب", sexual: "جنسي", targeted: "اغتيال", destroy: "تدمير",
  primitive: "سلاح بدائي", firearms: "سلاح ناري", explosives: "متفجرات", "suicide-attack": "هجوم انتحاري",
  aerial: "قصف جوي", drone: "طائرة مسيّرة", "heavy-weapons": "سلاح ثقيل", "crowd-control": "تفريق حشود",
  unconventional: "سلاح غير تقليدي",
  explicit: "مذكور", relative: "نسبي", inherited: "من السياق", clause: "من العبارة",
  day: "يوم", week: "أسبوع", month: "شهر", year: "سنة", interval: "فترة", unknown: "غير معروف",
  state: "دولة", organisation: "منظمة", "armed group": "جماعة مسلحة", person: "شخص", office: "منصب", unnamed: "بلا اسم",
  GOV: "حكومة", MIL: "جيش", COP: "شرطة", REB: "متمردون", PTY: "حزب", JUD: "قضاء", LEG: "تشريع", SPY: "استخبارات",
  OPP: "معارضة", IGO: "منظمة دولية", NGO: "منظمة أهلية", CVL: "مدنيون", BUS: "أعمال", MED: "إعلام", EDU: "تعليم",
  REL: "دين", CRM: "جريمة", UNK: "غير محدد",
  country: "بلد", region: "إقليم", city: "مدينة", village: "قرية", area: "منطقة", facility: "منشأة",
  military: "عسكري", intelligence: "استخباراتي", executive: "السلطة التنفيذية", legislative: "السلطة التشريعية",
  election: "انتخابات", political_institutions: "مؤسسات سياسية", pro_democracy: "نحو الديمقراطية",
  pro_autocracy: "نحو الاستبداد", economic: "اقتصادي", legal: "قانوني", reparations: "تعويضات",
  human_rights: "حقوق الإنسان", rights_freedoms: "حقوق وحريات", repression: "قمع", human_security: "أمن إنساني",
  gender: "نوع اجتماعي", lgbt: "مثليون ومتحولون", religion_ethnicity: "دين وإثنية", inequality: "عدم مساواة",
  diplomatic: "دبلوماسي", peacekeeping: "حفظ السلام", health: "صحة", asylum: "لجوء ونزوح", disasters: "كوارث",
  natural_resource: "موارد طبيعية", environment: "بيئة", technology: "تقنية", terrorism: "إرهاب",
  cbrn: "أسلحة كيميائية ونووية", crime: "جريمة", corruption: "فساد", illegal_drugs: "مخدرات", trafficking: "اتجار",
  actor: "الفاعل", recipient: "المتلقي", speaker: "المتحدث", killed: "قتلى", injured: "جرحى", captured: "أسرى",
  date: "التاريخ", location: "المكان", status: "الصفة", mode: "الصيغة", trigger: "الكلمة الدالة", ar: "العربية",
  en: "الإنكليزية",
};

const ENGLISH: Readonly<Record<string, string>> = {
  GOV: "government", MIL: "military", COP: "police", REB: "rebels", PTY: "party", JUD: "judiciary",
  LEG: "legislature", SPY: "intelligence", OPP: "opposition", IGO: "intergovernmental", NGO: "non-governmental",
  CVL: "civilians", BUS: "business", MED: "media", EDU: "education", REL: "religion", CRM: "crime", UNK: "unknown",
  ar: "Arabic", en: "English", published: "by publication", inherited: "from the context", clause: "in its clause",
  sentence: "in its sentence", explicit: "stated", relative: "counted from the issue's day",
  cbrn: "chemical, nuclear", lgbt: "LGBT",
};

/** The terms that name a date's basis where the same word means something else elsewhere. */
const ARABIC_BASIS: Readonly<Record<string, string>> = { published: "من تاريخ النشر", sentence: "من الجملة" };

/** A term of the contract: a type, mode, status, sector, basis … */
export function term(name: string, tongue: Tongue): string {
  if (tongue === "ar") return ARABIC_BASIS[name] ?? ARABIC[name] ?? name;
  return ENGLISH[name] ?? (/^[A-Z]+$/.test(name) ? name.charAt(0) + name.slice(1).toLowerCase() : name.replace(/_/g, " "));
}

const NUMBERS = { en: new Intl.NumberFormat("en"), ar: new Intl.NumberFormat("ar", { numberingSystem: "latn" }) };

export function count(number: number, tongue: Tongue): string {
  return NUMBERS[tongue].format(number);
}

/** A number with what is counted: English has it before the noun, Arabic behind, where no agreement is needed. */
export function counted(number: number, one: Word, many: Word, tongue: Tongue): string {
  const noun = word(number === 1 ? one : many, tongue);
  return tongue === "ar" ? `${noun}: ${count(number, tongue)}` : `${count(number, tongue)} ${noun}`;
}

type Form = "day" | "short" | "weekday" | "month" | "year";

const FORMS: Readonly<Record<Form, Intl.DateTimeFormatOptions>> = {
  day: { year: "numeric", month: "short", day: "numeric" },
  weekday: { weekday: "long", year: "numeric", month: "long", day: "numeric" },
  month: { year: "numeric", month: "short" },
  short: { month: "short", day: "numeric" },
  year: { year: "numeric" },
};
const formats = new Map<string, Intl.DateTimeFormat>();

/** A day, by number, as the language writes it. */
export function dated(day: number, tongue: Tongue, form: Form = "day"): string {
  const key = tongue + form;
  let format = formats.get(key);
  if (format === undefined) {
    const locale = tongue === "ar" ? "ar-u-nu-latn-ca-gregory" : "en-GB";
    format = new Intl.DateTimeFormat(locale, { ...FORMS[form], timeZone: "UTC" });
    formats.set(key, format);
  }
  return format.format(day * 86_400_000);
}
