# Every step here is also taken outside Docker by `make rehearse`, which CI runs.
FROM python:3.13-slim AS build
WORKDIR /app
RUN python -m venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1
# `BUCKET=1` also installs what packages in a bucket need.
ARG BUCKET=
COPY requirements.txt requirements-s3.txt ./
RUN pip install --disable-pip-version-check --require-hashes -r requirements.txt ${BUCKET:+-r requirements-s3.txt}
COPY manage.py gunicorn.conf.py ./
COPY config config
COPY rights rights
COPY tracks tracks
COPY templates templates
# Collecting static files needs production's settings, but neither its key nor its database.
RUN PRODUCTION=1 ALLOWED_HOSTS=build.invalid DATABASE_URL=postgres://build.invalid/none \
    SECRET_KEY="$(python -c 'import secrets; print(secrets.token_urlsafe(50))')" \
    python manage.py collectstatic --noinput
RUN chmod -R a+rX /app
# A new volume takes its mode from here: the service, which owns nothing, may add to it.
RUN mkdir copies && chmod 1777 copies
RUN mkdir packages && chmod 1777 packages

FROM python:3.13-slim
WORKDIR /app
ENV PATH=/opt/venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 HOME=/tmp PRODUCTION=1
COPY --from=build /opt/venv /opt/venv
COPY --from=build /app /app
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s CMD ["python", "-m", "config.health"]
CMD ["gunicorn"]
