"""What imports do by themselves."""

from django.tasks import task

from huiying.base.imports.services import forget_untaken


@task()
def forget_old_files() -> int:
    """Forget files that were brought and never taken in."""
    return forget_untaken()


PERIODIC = {"imports.forget": (86_400, forget_old_files)}
