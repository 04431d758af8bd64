"""Headings of address books in other languages than those of `heading_tables`, whatever wrote them."""

from kitdiary.services.exchange.heading_tables import Table

OTHER_LANGUAGES: Table = {
    "name": ("ФИО", "Полное имя", "姓名", "联系人", "氏名", "名前", "お名前", "이름", "Ονοματεπώνυμο",
             "Ad Soyad"),
    "given_name": ("Имя", "Ім'я", "名字", "名", "Όνομα", "Keresztnév", "Etunimi", "Meno", "Prenume"),
    "middle_name": ("Отчество",),
    "family_name": ("Фамилия", "Прізвище", "姓氏", "姓", "Επώνυμο", "Vezetéknév", "Sukunimi", "Priezvisko",
                    "Soyad", "Soyadı"),
    "company": ("Компания", "Организация", "Фирма", "Компанія", "公司", "公司名称", "会社", "会社名",
                "勤務先", "회사", "Εταιρεία", "Cég", "Yritys", "Spoločnost", "Společnost", "Şirket",
                "Companie"),
    "job_title": ("Должность", "职位", "职务", "役職", "직책"),
    "email": ("Почта", "Электронная почта", "Эл. почта", "邮箱", "电子邮件", "电子邮箱", "邮件", "メール",
              "メールアドレス", "이메일", "E-posta", "Sähköposti"),
    "phone": ("Телефон", "Номер телефона", "电话", "电话号码", "電話", "電話番号", "전화번호", "전화",
              "Τηλέφωνο", "Puhelin", "Cep telefonu"),
    "phone.mobile": ("Мобильный", "Мобильный телефон", "手机", "手机号", "手机号码", "携帯", "携帯電話",
                     "携帯番号", "휴대폰", "Matkapuhelin"),
    "phone.work": ("Рабочий телефон", "办公电话", "会社電話"),
    "notes": ("Примечание", "Примечания", "Заметки", "Комментарий", "Комментарии", "备注", "メモ", "備考",
              "비고", "메모", "Σημειώσεις", "Megjegyzés", "Poznámka", "Poznámky", "Notlar"),
    "notes.*": ("Отдел", "部门", "部署", "부서"),
    "city": ("Город", "城市", "市区町村"),
    "country": ("Страна", "国家", "国"),
}  # fmt: skip
