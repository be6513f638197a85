"""A Ray cluster of two nodes on this computer, as a program: ``python two_nodes.py FOLDER``.

Tells the address of its client server in a line of JSON. ``drop`` on standard input takes the second node away as a
power cut would, ``add`` brings another; it ends with its input.
"""

import json
import os
import socket
import sys

os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
os.environ["RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO"] = "0"
os.environ |= {  # a node that is gone is noticed within two seconds
    "RAY_health_check_initial_delay_ms": "500",
    "RAY_health_check_period_ms": "500",
    "RAY_health_check_failure_threshold": "3",
}

from ray.cluster_utils import Cluster

MEMORY = 80 << 20


def tell(facts):
    sys.stdout.write(json.dumps(facts) + "\n")
    sys.stdout.flush()


def main():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    head = {"ray_client_server_port": port, "include_dashboard": False, "temp_dir": sys.argv[1]}
    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "object_store_memory": MEMORY, **head})
    other = cluster.add_node(num_cpus=1, object_store_memory=MEMORY)
    tell({"address": f"ray://127.0.0.1:{port}"})
    for line in sys.stdin:
        if line.strip() == "drop":
            cluster.remove_node(other, allow_graceful=False)
        else:
            other = cluster.add_node(num_cpus=1, object_store_memory=MEMORY)
        tell({"nodes": len(cluster.list_all_nodes())})
    cluster.shutdown()


if __name__ == "__main__":
    main()
