# SPDX-License-Identifier: MIT
"""Prints the figures of the README from the geometry alone, independently of parkplan."""

from . import demo, landuse, measure

LIMIT = 2e6
DEMO_ACCURACY, SKETCH_ACCURACY, COVERAGE = 0.05, 50.0, 2


def grouped(value: float, digits: int = 2) -> str:
    return f"{value:,.{digits}f}".replace(",", " ")


def demo_rows(layer):
    yield "| key | 名称 | parts | vertices | planar m² | ellipsoidal m² | minus limit m² | 2·sigma m² |"
    yield "|---|---|---:|---:|---:|---:|---:|---:|"
    for feature in layer.features:
        shape = feature[0]
        key, name = layer.value(feature, "ZTBH"), layer.value(feature, "ZTMC")
        vertices = sum(len(ring) for ring in measure.rings(shape))
        head = f"| {key} | {name} | {len(shape)} | {vertices} |"
        if key == "YS-L":
            yield f"{head} not measured | | | |"
            continue
        area, sigma = measure.ellipsoidal_area(shape), measure.sigma(shape, DEMO_ACCURACY)
        planar = float(measure.planar_area(shape))
        figures = (planar, area, area - LIMIT, COVERAGE * sigma)
        yield head + "".join(f" {grouped(x)} |" for x in figures)


def overlap_rows(layer):
    for i, first in enumerate(layer.features):
        for second in layer.features[i + 1 :]:
            if "YS-L" in (first[1][1], second[1][1]):
                continue
            pieces = measure.intersection(first[0], second[0])
            if pieces:
                planar, area = float(measure.pieces_area(pieces)), measure.pieces_ellipsoidal_area(pieces)
                pair = f"{first[1][1]} and {second[1][1]}"
                yield f"- overlap of {pair}: {planar:.3f} m² planar, {area:.3f} m² ellipsoidal"


def excess_rows(clusters, parks):
    by_name = {parks.value(f, "FYMC"): f[0] for f in parks.features}
    for feature in clusters.features:
        key, park = feature[1][1], by_name[clusters.value(feature, "SSFY")]
        if key == "YS-L":
            continue
        inside = measure.intersection(feature[0], park)
        outside = measure.planar_area(feature[0]) - measure.pieces_area(inside)
        if outside:
            area = measure.ellipsoidal_area(feature[0]) - measure.pieces_ellipsoidal_area(inside)
            yield f"- {key} outside its park: {float(outside):.3f} m² planar, {area:.3f} m² ellipsoidal"


def scattered_row(layer):
    shape = next(f[0] for f in layer.features if f[1][1] == "YS-J")
    gaps = measure.nearest_gaps(shape)
    return (
        f"- YS-J: {len(shape)} parts, the largest {100 * measure.largest_part_share(shape):.1f} % of the area; "
        f"from a part to the nearest other {min(gaps):.0f} to {max(gaps):.0f} m"
    )


def bow_tie_row():
    x, y = demo.place(650, -2525)
    return f"- YS-L crosses itself at easting {x / 1000:.3f}, northing {y / 1000:.3f}"


def cluster_rows(clusters, parcels):
    industry = {}
    for feature in parcels.features:
        if parcels.value(feature, "DLBM") in landuse.INDUSTRY:
            number = parcels.value(feature, "ZTBH")
            industry[number] = industry.get(number, 0) + measure.planar_area(feature[0])
    yield "| key | 组团 | parts | ellipsoidal km² | 2·sigma km² (50 m) | industrial land km² (1001+11+0802+0902) |"
    yield "|---|---|---:|---:|---:|---:|"
    for feature in clusters.features:
        number, area = clusters.value(feature, "ZTBH"), measure.ellipsoidal_area(feature[0])
        margin = COVERAGE * measure.sigma(feature[0], SKETCH_ACCURACY)
        assert area - LIMIT > 3 * margin and industry[number] > 2.2e6, number
        yield (
            f"| {number} | {clusters.value(feature, 'ZTMC')} | {len(feature[0])} | {area / 1e6:.3f} "
            f"| {margin / 1e6:.3f} | {float(industry[number]) / 1e6:.3f} |"
        )


def lines(layers) -> list:
    named = {layer.name: layer for layer in layers}
    clusters, parks = named["demo_clusters_示意"], named["demo_parks_示意"]
    every = ["Demo clusters, point accuracy 5 cm, k = 2:", "", *demo_rows(clusters), ""]
    every += [*overlap_rows(clusters), *excess_rows(clusters, parks), scattered_row(clusters), bow_tie_row()]
    every += ["", "Real-name clusters (invented outlines), point accuracy 50 m, k = 2:", ""]
    return every + [*cluster_rows(named["clusters_示意"], named["parcels_示意"])]
