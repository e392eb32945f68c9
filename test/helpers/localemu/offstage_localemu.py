"""Loaded by LocalEmu (as a plugin: see the folder beside it) for the tests of `offstage deploy`."""

import functools
import json
import os
import tempfile
import threading
import time
import types

from localemu.runtime import hooks
from localemu.services.lambda_.invocation.plugins import RuntimeExecutorPlugin
from localemu.services.lambda_.invocation.runtime_executor import RuntimeExecutor


class NoExecutor(RuntimeExecutor):
    """Functions can be created, read and changed, but not run: LocalEmu runs them in Docker."""

    def start(self, env_vars):
        raise RuntimeError("Functions are not run here.")

    def stop(self):
        pass

    def get_address(self):
        return "127.0.0.1"

    def get_endpoint_from_executor(self):
        return "127.0.0.1"

    def get_runtime_endpoint(self):
        return "http://127.0.0.1"

    def invoke(self, payload, function_timeout=None):
        raise RuntimeError("Functions are not run here.")

    def get_logs(self):
        return ""

    @classmethod
    def prepare_version(cls, function_version):
        pass

    @classmethod
    def cleanup_version(cls, function_version):
        pass


class NoExecutorPlugin(RuntimeExecutorPlugin):
    name = "none"

    def load(self, *args, **kwargs):
        return NoExecutor


@hooks.on_infra_start()
def offstage_rest_api_update():
    """LocalEmu leaves a RestApi as it is when its stack is updated. AWS puts the new Body, as a creation does."""
    from localemu.services.apigateway.resource_providers.aws_apigateway_restapi import ApiGatewayRestApiProvider
    from localemu.services.cloudformation.resource_provider import OperationStatus, ProgressEvent

    def update(_, request):
        api = request.aws_client_factory.apigateway
        model = request.desired_state
        rest_api_id = request.previous_state["RestApiId"]
        # Its PutRestApi makes these anew and keeps the old ones beside them, whatever the mode.
        for validator in api.get_request_validators(restApiId=rest_api_id)["items"]:
            api.delete_request_validator(restApiId=rest_api_id, requestValidatorId=validator["id"])
        for authorizer in api.get_authorizers(restApiId=rest_api_id)["items"]:
            api.delete_authorizer(restApiId=rest_api_id, authorizerId=authorizer["id"])
        body = json.dumps(model["Body"]).encode()
        put = api.put_rest_api(restApiId=rest_api_id, body=body, mode="overwrite", parameters={"basepath": "ignore"})
        model.update(RestApiId=rest_api_id, RootResourceId=put["rootResourceId"])
        return ProgressEvent(status=OperationStatus.SUCCESS, resource_model=model)

    ApiGatewayRestApiProvider.update = update


@hooks.on_infra_start()
def offstage_own_folder():
    """The one folder whose place LocalEmu doesn't take from its environment."""
    from localemu.services.s3 import provider

    provider.DEFAULT_S3_TMP_DIR = os.path.join(tempfile.gettempdir(), "s3")


@hooks.on_infra_start()
def offstage_this_machine_only():
    """It listens on every interface, whatever its host is said to be."""
    from localemu.runtime.server import twisted

    endpoint = functools.partial(twisted.endpoints.TCP4ServerEndpoint, interface="127.0.0.1")
    twisted.endpoints = types.SimpleNamespace(TCP4ServerEndpoint=endpoint)


@hooks.on_infra_start()
def offstage_end_with_parent():
    """A test process that is killed can't end what it started."""
    parent = os.getppid()

    def watch():
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
