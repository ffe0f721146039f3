//! Approval and notice of an inspection, its result, extensions of correction, handing over, photographs.

use super::super::value::Value;
use super::super::view::{ExtensionView, HandoverView, ItemView, NonEmpty, PhotoView, ResultView, TaskView};
use super::compulsion::{basis, date_or_gap, limit, phrase};
use super::inspection::number_at;
use super::{facts, inspection, kit};
use crate::case::events::Event;
use crate::case::values::Text;
use crate::dossier::{Dossier, step};

fn listed(texts: &[Text], field: &str) -> NonEmpty<ItemView> {
    NonEmpty::or_gap(texts.iter().enumerate().map(|(index, text)| facts::item(index + 1, phrase(Some(text), field))).collect(), field)
}

/// The approved inspection: what the approval says, else the notice, else the inspection itself.
pub fn task(dossier: &Dossier) -> TaskView {
    let case = dossier.case;
    let (approval, notice, inspection) = (case.inspection_approval.as_ref(), case.inspection_notice.as_ref(), case.inspection.as_ref());
    if approval.is_none() && notice.is_none() {
        return TaskView::default();
    }
    let pick = |a: Option<&Text>, b: Option<&Text>, c: Option<&Text>, field: &str| kit::or_gap(a.or(b).or(c), field);
    let items = [approval.map(|e| &e.items), notice.map(|e| &e.items), inspection.map(|e| &e.items)];
    let items: Vec<Text> = items.into_iter().flatten().find(|list| !list.is_empty()).map(|list| list.items.clone()).unwrap_or_default();
    let assistants = approval.map(|e| e.assistants.items.as_slice()).unwrap_or_default();
    let start = inspection.and_then(|e| e.time.as_ref()).and_then(|t| t.start.as_ref());
    let day = inspection.and_then(step::day_of).or_else(|| notice.and_then(step::day_of));
    let on = approval.and_then(|e| e.day()).or_else(|| notice.and_then(|e| e.day()));
    let place = inspection.and_then(|e| e.scene.as_ref().or(e.place.as_ref()));
    TaskView {
        category: pick(
            approval.and_then(|e| e.category.as_ref()),
            notice.and_then(|e| e.category.as_ref()),
            inspection.and_then(|e| e.category.as_ref()),
            "审批.类别",
        ),
        method: pick(
            approval.and_then(|e| e.method.as_ref()),
            notice.and_then(|e| e.method.as_ref()),
            inspection.and_then(|e| e.method.as_ref()),
            "审批.方式",
        ),
        task: pick(
            approval.and_then(|e| e.task.as_ref()),
            notice.and_then(|e| e.task.as_ref()),
            inspection.and_then(|e| e.task.as_ref()),
            "审批.任务编号",
        ),
        has_items: !items.is_empty(),
        items: listed(&items, "审批.检查项"),
        frequency: kit::or_gap(approval.and_then(|e| e.frequency.as_ref()).or(notice.and_then(|e| e.frequency.as_ref())), "审批.频次"),
        industry: kit::or_gap(approval.and_then(|e| e.industry.as_ref()), "审批.行业"),
        contact: kit::or_gap(inspection.and_then(|e| e.unit_contact.as_ref()).map(|n| &**n), "检查.现场负责人"),
        time: kit::moment(start, day.as_ref(), "检查.时间"),
        place: kit::or_gap(place, "检查.场所"),
        has_assistants: !assistants.is_empty(),
        assistants: match assistants.is_empty() {
            true => Value::struck(),
            false => Value::join(assistants.iter().map(|n| kit::text(n)), "、"),
        },
        basis: basis(dossier, &[], "inspection", on, "审批.依据"),
    }
}

/// The result of the inspection as told to the unit.
pub fn result(dossier: &Dossier, site: Option<usize>) -> ResultView {
    let case = dossier.case;
    let event = case.inspection_result.as_ref();
    let result = event.and_then(|e| e.result.as_ref());
    let opinion = event.and_then(|e| e.opinion.as_ref());
    ResultView {
        result: phrase(result, "检查结果告知.结果"),
        has_result: result.is_some(),
        opinion: phrase(opinion, "检查结果告知.意见"),
        has_opinion: opinion.is_some(),
        notice_number: number_at(dossier, "inspection_notice", site),
        has_notice: case.inspection_notice.as_ref().is_some_and(|n| !n.is_abandoned()),
    }
}

/// The request for a later deadline.
pub fn extension(dossier: &Dossier) -> ExtensionView {
    let Some(request) = dossier.case.correction.as_ref().and_then(|c| c.extension.as_ref()) else { return ExtensionView::default() };
    let on = request.date.as_ref().map(|d| d.date);
    let said = request.granted.as_ref().map(|flag| flag.value);
    let asked = inspection::extended(dossier);
    ExtensionView {
        applied_on: date_or_gap(request.date.as_ref(), "责令改正.延期申请.日期"),
        reason: phrase(request.reason.as_ref(), "责令改正.延期申请.理由"),
        is_decided: said.is_some() || request.until.is_some(),
        is_granted: said.unwrap_or(request.until.is_some()),
        reply: phrase(request.reply.as_ref(), "责令改正.延期申请.答复"),
        has_reply: request.reply.is_some(),
        until: date_or_gap(request.until.as_ref(), "责令改正.延期申请.延期至"),
        problems: asked.problems,
        deadline: asked.deadline,
        is_partial: asked.is_partial,
        items: asked.items,
        request_limit: limit(dossier, "rectify-extension-request", on),
        reply_limit: limit(dossier, "rectify-extension-reply", on),
        basis: basis(dossier, &[], "rectify-extension", on, "责令改正.延期申请.依据"),
    }
}

/// What is handed over to another authority; `event` is which of several.
pub fn handover(dossier: &Dossier, event: Option<usize>) -> HandoverView {
    let Some(event) = dossier.case.handovers.get(event.unwrap_or(0)) else { return HandoverView::default() };
    HandoverView {
        body: kit::or_gap(event.body.as_ref(), "问题移交.受移交机关"),
        problems: listed(&event.problems, "问题移交.问题"),
        materials: match event.materials.is_empty() {
            true => Value::gap("问题移交.材料"),
            false => Value::join(event.materials.iter().map(kit::text), "、"),
        },
        basis: basis(dossier, &event.basis, "handover", event.day(), "问题移交.依据"),
    }
}

/// The last part of a path: what stands under a picture.
fn file_name(path: &Text) -> Value {
    let name = path.text().rsplit(['/', '\\']).next().unwrap_or_default();
    kit::given(name, &path.at)
}

/// Every photograph of the case: those of the evidence, then those of the hazards.
pub fn photos(dossier: &Dossier) -> NonEmpty<PhotoView> {
    let case = dossier.case;
    let mut out: Vec<PhotoView> = Vec::new();
    for (index, item) in case.evidence.iter().enumerate() {
        let field = |key: &str| format!("证据[{}].{key}", index + 1);
        for photo in &item.photos {
            let caption = kit::text(&item.name);
            out.push(PhotoView {
                index: kit::index(out.len() + 1),
                file: file_name(photo),
                picture: picture(dossier, photo, &caption),
                caption,
                proves: kit::or_gap(item.proves.as_ref(), &field("证明")),
                taken_on: date_or_gap(item.obtained_on.as_ref(), &field("取得时间")),
                place: match case.inspection.as_ref().and_then(|i| i.scene.as_ref().or(i.place.as_ref())) {
                    // 检查了几处的，每张照片在哪里拍的由拍摄人写
                    Some(place) if !place.text().contains(['、', '，', '；']) => kit::text(place),
                    Some(_) | None => Value::gap(field("拍摄地点")),
                },
                taken_by: match item.obtained_by.is_empty() {
                    true => Value::gap(field("取证人")),
                    false => Value::join(item.obtained_by.iter().map(|n| kit::text(n)), "、"),
                },
            });
        }
    }
    for hazard in case.hazards() {
        for photo in &hazard.photos {
            let caption = phrase(Some(&hazard.description), "隐患.描述");
            out.push(PhotoView {
                index: kit::index(out.len() + 1),
                file: file_name(photo),
                picture: picture(dossier, photo, &caption),
                caption,
                proves: Value::computed("现场存在该项隐患", "隐患所附的照片"),
                taken_on: kit::event_day(case.inspection.as_ref(), "检查.日期"),
                place: kit::or_gap(hazard.place.as_ref(), "隐患.地点"),
                taken_by: Value::gap("照片的拍摄人"),
            });
        }
    }
    NonEmpty::or_gap(out, "照片")
}

/// The photograph itself; its caption says what it shows to those who cannot see it.
fn picture(dossier: &Dossier, name: &Text, caption: &Value) -> Value {
    match dossier.photos.get(name.text()) {
        Some(photo) => Value::picture(photo.clone(), caption.plain()),
        None => Value::gap(format!("照片文件{}", name.text())),
    }
}
