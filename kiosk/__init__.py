"""Kiosk: dialogue meetings and procurement evaluations for Swedish municipalities."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from kiosk.config import Settings

__version__ = "0.3.0"


def create_app(settings: Settings | None = None) -> Flask:
    """Make the application: settings, database, blueprints, commands."""
    from flask import Flask

    from kiosk import clock, config, paths, schema, security, security_door, web
    from kiosk.actions import views_staff as _keep_actions  # noqa: F401 - adds its routes
    from kiosk.actions.views import actions
    from kiosk.db import database
    from kiosk.evaluations import (  # noqa: F401 - the views add their routes
        views_contacts,
        views_form,
        views_invitations,
        views_letters,
        views_limits,
        views_procurements,
        views_published,
        views_remarks,
        views_report,
        views_sending,
        views_versions,
        views_versions_items,
        views_versions_preview,
    )
    from kiosk.evaluations.views import evaluations
    from kiosk.mail import post
    from kiosk.meetings import (  # noqa: F401 - the views add their routes
        operations_door,
        operations_staff,
        queries_door,
        views_cards,
        views_claims,
        views_door,
        views_door_staff,
        views_print,
        views_registrations,
        views_sittings,
        views_staff,
        views_tickets,
    )
    from kiosk.meetings.views import meetings
    from kiosk.municipality.views import municipality
    from kiosk.retention.views import retention
    from kiosk.staff.queries import find_user_by_session
    from kiosk.staff.views import staff
    from kiosk.voting import (  # noqa: F401 - the views add their routes
        operations_exit_door,
        operations_factors,
        operations_questions,
        views_console,
        views_exit,
        views_factors,
        views_factors_staff,
        views_factors_stage,
        views_moderation,
        views_pitch,
        views_pitch_host,
        views_questions,
        views_remote,
        views_result,
        views_scenes,
        views_screen,
        views_wishes,
    )
    from kiosk.voting import (  # noqa: F401 - the views add their routes
        views_sittings as _keep_sittings,
    )
    from kiosk.voting.views import voting

    settings = settings or config.load()
    clock.set_zone(settings.timezone)
    app = Flask(
        "kiosk", template_folder=str(paths.templates_dir()), static_folder=str(paths.static_dir())
    )
    app.config.update(
        KIOSK=settings,
        KIOSK_HOST_NAMES=security.host_names(settings.address, settings.hosts),
        SECRET_KEY=settings.secret_key,
        MAX_CONTENT_LENGTH=512 * 1024,
        MAX_FORM_PARTS=500,
        SESSION_COOKIE_NAME="kiosk_message",  # carries "Saved." over one redirect, staff only
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.secure_cookies,
    )
    schema.open_database(settings)
    post.use_settings(settings)
    web.init_app(app)
    security.use_user_loader(find_user_by_session)
    security_door.use_door_finder(queries_door.is_paired)
    # A new meeting comes with questions: features know each other's operations only from here.
    operations_staff.use_questions(
        operations_questions.fill_from_template,
        operations_factors.with_lists(operations_questions.copy_questions),
    )
    operations_door.use_exit(operations_exit_door.open_exit, operations_exit_door.send_at_door)
    use_materials(settings)
    use_messages(app)
    app.context_processor(_page_context)
    app.teardown_appcontext(lambda _error: None if database.is_closed() else database.close())
    for blueprint in (municipality, staff, meetings, voting, evaluations, actions, retention):
        app.register_blueprint(blueprint)
    if settings.proxies:
        from werkzeug.middleware.proxy_fix import ProxyFix

        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, settings.proxies, settings.proxies, settings.proxies, settings.proxies
        )
    return app


def use_messages(app: Flask) -> None:
    """Tell the program what links are made from, who composes messages, and what goes by itself."""
    from kiosk.evaluations import messages, operations_messages, operations_sending
    from kiosk.mail import post
    from kiosk.meetings import operations_door, operations_tickets
    from kiosk.server_greeting import addresses
    from kiosk.voting import operations_exit

    def address() -> str:
        settings = app.config["KIOSK"]
        return addresses(settings, settings.bind_port)[1]

    messages.use_links(app.config["SECRET_KEY"], address)
    for kind in operations_messages.ROUNDS:
        post.use_composer(kind, operations_messages.compose)
    tickets = operations_tickets.composer(app.config["SECRET_KEY"], address)
    post.use_composer(operations_tickets.KIND, tickets)
    post.use_duty(operations_sending.send_what_is_due)
    post.use_duty(operations_exit.close_what_is_over)
    post.use_duty(operations_door.tell_of_silence)


def use_materials(settings: Settings) -> None:
    """Tell disposal how each class of data is counted and purged; the command line asks it too."""
    from kiosk.evaluations import operations_purge as evaluations
    from kiosk.evaluations import queries_purge as evaluated
    from kiosk.evaluations import queries_report as reported
    from kiosk.live.hub import hub
    from kiosk.mail import sweeping
    from kiosk.meetings import operations_purge as meetings
    from kiosk.meetings import operations_registrations_staff as registrations
    from kiosk.meetings import queries_purge as met
    from kiosk.meetings import queries_registrations as registered
    from kiosk.retention.ways import Way, together
    from kiosk.retention.ways import use_materials as use
    from kiosk.voting import operations_kept as room
    from kiosk.voting import operations_pitch as pitches
    from kiosk.voting import queries_kept as kept
    from kiosk.voting import queries_pitch as pitched

    def sweep() -> None:
        sweeping.remove_orphans(settings)

    use(
        {
            "drafts": Way(evaluated.count_drafts, evaluations.purge_drafts, ("draft",)),
            "invitations": Way(
                evaluated.count_invitations,
                evaluations.purge_invitations,
                ("invitation", "mail"),
                after=sweep,
            ),
            "mails": Way(evaluated.count_mails, evaluations.purge_mails, ("mail",), after=sweep),
            "responses": Way(
                evaluated.count_responses,
                evaluations.purge_responses,
                ("response", "remark"),
                note=evaluated.note_responses,
                make_files=evaluations.make_files,
                after=lambda: hub.announce(reported.TOPIC),
            ),
            "contacts": Way(evaluated.count_contacts, evaluations.purge_contacts, ("contact",)),
            "attendances": Way(
                together(met.count_before, registered.count_before, pitched.count_before),
                together(registrations.purge_before, meetings.purge_before, pitches.purge_before),
                ("attendance", "registration", "mail", "pitch"),
                after=sweep,
            ),
            "wishes": Way(
                kept.count_wishes,
                room.purge_wishes,
                ("wish", "support", "factor_suggestion"),
                make_files=room.keep_wishes,
            ),
            "exits": Way(
                kept.count_exits, room.purge_exits, ("exit_answer",), make_files=room.keep_exits
            ),
            "reports": Way(
                evaluated.count_reports, evaluations.purge_reports, ("published_report",)
            ),
        }
    )


def _page_context() -> dict[str, object]:
    """Return what every template may use; the user is looked up only where one is shown."""
    from flask import has_request_context
    from werkzeug.local import LocalProxy

    from kiosk.i18n import language
    from kiosk.municipality.queries import get_municipality
    from kiosk.security import current_user, home_of
    from kiosk.web import page_path

    known = get_municipality()
    return {
        "municipality": known,
        "theme_url": known.theme_url,
        "logo_url": known.logo_url,
        "user": LocalProxy(current_user),
        "home": LocalProxy(lambda: home_of(user) if (user := current_user()) else "/meetings"),
        "lang": language(),
        "request_path": page_path() if has_request_context() else "/",
    }
