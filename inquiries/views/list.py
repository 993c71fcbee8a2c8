from inquiries.access import reading_required
from inquiries.pages import render_page


@reading_required
def antrag_list(request):
    return render_page(request, "inquiries/list.html", {}, fragment="treffer")
